using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>Order, fairness per user, and leases of the jobs of one shard. Key: <see cref="GrainKeys.RenderQueue"/>.</summary>
[Alias("vault.IRenderQueueGrain")]
public interface IRenderQueueGrain : IGrainWithStringKey
{
    /// <summary>Adds the job; a job that is there already stays where it is.</summary>
    [Alias("Enqueue")]
    Task EnqueueAsync(string jobId, string userId, JobPriority priority = JobPriority.Interactive);

    /// <summary>Leases the next job, waiting up to <paramref name="wait"/> (capped at 15 s) for one; null where none came.</summary>
    [Alias("Lease")]
    Task<WorkLease?> LeaseAsync(string renderer, TimeSpan wait);

    /// <summary>Extends the lease; null where it is no longer held.</summary>
    [Alias("Renew")]
    Task<WorkLease?> RenewAsync(WorkLease lease);

    /// <summary>Takes the job out, whatever its lease.</summary>
    [Alias("Remove")]
    Task RemoveAsync(string jobId);

    /// <summary>Gives the job back to the queue at once, for another renderer.</summary>
    [Alias("Release")]
    Task ReleaseAsync(WorkLease lease);

    [Alias("Depth")]
    Task<QueueDepth> GetDepthAsync();
}

[GenerateSerializer, Immutable, Alias("vault.QueueDepth")]
public sealed record QueueDepth([property: Id(0)] int Waiting, [property: Id(1)] int Leased);
