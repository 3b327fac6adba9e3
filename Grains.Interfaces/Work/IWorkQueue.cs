using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>
/// The jobs that wait for a writer or a renderer, and the leases on them: one row per job, stored beside the grain storage
/// (SQLite or PostgreSQL). Order: interactive jobs before batch jobs; then the user with the fewest leases of that kind; then
/// the longest wait. Any process of the cluster may call it. Every method may throw while the database is unreachable; the
/// caller retries.
/// </summary>
public interface IWorkQueue
{
    /// <summary>
    /// Puts the job into the queue of <paramref name="kind"/>. An existing entry of that kind is left alone with its lease, so a
    /// sweep may enqueue a job in work. An entry of the other kind moves: its lease ends, but it keeps its epoch and its place by
    /// time of arrival. Durable when it returns.
    /// </summary>
    /// <param name="notBefore">The entry is not leased before this time; null for at once.</param>
    /// <exception cref="WorkQueueFullException">The job has no entry yet, and the queue is full.</exception>
    Task EnqueueAsync(
        string jobId,
        string userId,
        WorkKind kind,
        JobPriority priority,
        DateTimeOffset? notBefore,
        CancellationToken cancellationToken);

    /// <summary>Leases the next job of the kind, or returns null if none waits. Does not wait for one.</summary>
    /// <param name="worker">The worker's name, for operators.</param>
    Task<WorkLease?> LeaseAsync(WorkKind kind, string worker, CancellationToken cancellationToken);

    /// <summary>Extends the lease. Null if it is no longer held: the work must stop.</summary>
    Task<WorkLease?> RenewAsync(WorkLease lease, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the job back for another worker, at once or after <paramref name="after"/>. Changes nothing if the lease is not
    /// held.
    /// </summary>
    /// <param name="isFault">
    /// Whether it counts in <see cref="WorkLease.Returned"/>: the worker gives up an attempt through no fault of the job.
    /// </param>
    Task ReleaseAsync(WorkLease lease, TimeSpan? after, bool isFault, CancellationToken cancellationToken);

    /// <summary>Removes the job's entry, whatever its lease.</summary>
    /// <param name="kind">Only an entry of this kind; null for either.</param>
    Task RemoveAsync(string jobId, WorkKind? kind, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a job of the lease's kind, as urgent or more, that belongs to somebody else has been ready for at least
    /// <paramref name="waited"/> and is not leased.
    /// </summary>
    Task<bool> IsAwaitedByOthersAsync(WorkLease lease, TimeSpan waited, CancellationToken cancellationToken);

    Task<WorkDepth> GetDepthAsync(CancellationToken cancellationToken);

    /// <summary>The jobs that wait or are worked on, the longest here first.</summary>
    /// <param name="limit">1 to <see cref="QueuedWork.MaxRead"/>.</param>
    Task<ImmutableArray<QueuedWork>> ListAsync(int limit, CancellationToken cancellationToken);
}
