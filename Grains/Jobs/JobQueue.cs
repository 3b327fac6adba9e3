using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Writing;

namespace ObsidianVault.Grains.Jobs;

/// <summary>A job's place in the work queue. No call takes longer than five seconds; what failed is done later.</summary>
internal sealed class JobQueue(IWorkQueue queue, WriterSignal writers, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>Puts the job into the queue of the workers it needs.</summary>
    /// <exception cref="WorkQueueFullException">The job has no entry yet, and the queue is full.</exception>
    public async Task EnqueueAsync(string jobId, JobRecord job, WorkKind kind)
    {
        using var deadline = new CancellationTokenSource(s_patience, time);
        await queue.EnqueueAsync(jobId, job.SessionId!, kind, job.Request!.Priority, notBefore: null, deadline.Token);
        if (kind == WorkKind.Write) writers.Pulse();
    }

    /// <summary>Gives the job to another worker at once.</summary>
    public async Task ReleaseAsync(WorkLease lease)
    {
        using var deadline = new CancellationTokenSource(s_patience, time);
        await queue.ReleaseAsync(lease, after: null, isFault: false, deadline.Token);
    }

    /// <param name="kind">Only an entry of this kind; null for either.</param>
    public async Task RemoveAsync(string jobId, WorkKind? kind = null)
    {
        using var deadline = new CancellationTokenSource(s_patience, time);
        await queue.RemoveAsync(jobId, kind, deadline.Token);
    }
}
