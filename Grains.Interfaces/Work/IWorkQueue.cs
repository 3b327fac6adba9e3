namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>
/// The jobs that wait for a writer or a renderer, and the leases on them: one row a job, kept beside the grain storage
/// (SQLite or PostgreSQL). Order: what somebody waits for before batch work; then the user with the fewest leases of
/// that kind; then the longest wait. Any process of the cluster may call it. Every method may throw when the database
/// is away; the caller tries again.
/// </summary>
public interface IWorkQueue
{
    /// <summary>
    /// Puts the job into the queue of <paramref name="kind"/>. An entry of that kind stays as it is, its lease with it, so
    /// that a sweep may enqueue what is in work. One of the other kind moves: its lease ends, its epoch and its place by
    /// time of arrival stay. Durable when it returns.
    /// </summary>
    /// <param name="notBefore">The entry is not leased before this time; null for at once.</param>
    /// <exception cref="WorkQueueFullException">The job has no entry yet, and the queue has as many as it may.</exception>
    Task EnqueueAsync(string jobId, string userId, WorkKind kind, JobPriority priority, DateTimeOffset? notBefore, CancellationToken cancellationToken);

    /// <summary>Leases the next job of the kind, or null where none waits. Does not wait for one.</summary>
    /// <param name="worker">Who takes it, for operators.</param>
    Task<WorkLease?> LeaseAsync(WorkKind kind, string worker, CancellationToken cancellationToken);

    /// <summary>Extends the lease. Null where it is no longer held: the work must stop.</summary>
    Task<WorkLease?> RenewAsync(WorkLease lease, CancellationToken cancellationToken);

    /// <summary>Gives the job back for another worker, after <paramref name="after"/> or at once. Changes nothing where the lease is not held.</summary>
    /// <param name="isFault">Whether it counts in <see cref="WorkLease.Returned"/>: the worker gives up an attempt that is not the job's fault.</param>
    Task ReleaseAsync(WorkLease lease, TimeSpan? after, bool isFault, CancellationToken cancellationToken);

    /// <summary>Takes the job out, whatever its lease.</summary>
    Task RemoveAsync(string jobId, CancellationToken cancellationToken);

    Task<WorkDepth> GetDepthAsync(CancellationToken cancellationToken);
}
