using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Jobs;

/// <summary>Who may work on a job, how often it is tried, and how it passes from one kind of worker to another.</summary>
internal static class JobLeases
{
    /// <summary>How many leases a piece of work gets before the job is given up: a job that kills its workers must end.</summary>
    public const int MaxAttempts = 3;

    /// <summary>
    /// How many leases given back by renderers do not count as attempts: a renderer's restart is not the job's fault, but a job
    /// that crashes every renderer is. Writers give back work that waits for a provider, for as long as the job may be in work.
    /// </summary>
    private const int MaxReturned = 10;

    /// <summary>Whether the job is being worked on under this lease.</summary>
    public static bool Holds(this JobRecord job, WorkLease lease) => IsNewest(job, lease) && job.Attempt > 0 && lease.Kind == job.Wants();

    /// <summary>Whether the job's work was taken or reported on under this lease, and under no later one.</summary>
    public static bool IsNewest(this JobRecord job, WorkLease lease) => job.Exists && lease.Epoch == job.Epoch;

    /// <summary>Whether the lease is newer than any the job has seen.</summary>
    public static bool IsNew(this JobRecord job, WorkLease lease) => lease.Epoch > job.Epoch || job.Confirmed == 0;

    /// <summary>Whether the job has used all its attempts.</summary>
    public static bool IsGivenUp(this JobRecord job, WorkLease lease)
    {
        // A queue that lost the entry starts counting from 0 again.
        var returned = lease.Returned < job.ReturnedBefore ? lease.Returned : lease.Returned - job.ReturnedBefore;
        if (lease.Kind == WorkKind.Render) returned = Math.Min(returned, MaxReturned);
        return job.Attempt - returned >= MaxAttempts;
    }

    /// <summary>The job in work under a new lease.</summary>
    public static JobRecord Begin(this JobRecord job, WorkLease lease, DateTimeOffset now) => job with
    {
        Epoch = lease.Epoch,
        Attempt = job.Attempt + 1,
        Returned = lease.Returned,
        Confirmed = job.Handovers,
        WorkStartedAt = job.WorkStartedAt ?? now - job.Worked,
    };

    /// <summary>The job waiting for a worker: its processing clock stops, and its attempts start over.</summary>
    public static JobRecord HandOver(this JobRecord job, DateTimeOffset now) => job with
    {
        Worked = job.WorkStartedAt is { } started ? now - started : job.Worked,
        WorkStartedAt = null,
        Attempt = 0,
        ReturnedBefore = job.Returned,
        Handovers = job.Handovers + 1,
    };
}
