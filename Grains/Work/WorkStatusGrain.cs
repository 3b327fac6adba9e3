using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Work;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Work;

/// <summary>
/// Answers on the silo that is asked, any number of calls at once, so a dying silo does not keep the others from answering.
/// </summary>
[GrainType("work-status"), StatelessWorker, Reentrant]
public sealed class WorkStatusGrain(IWorkQueue queue) : Grain, IWorkStatusGrain
{
    public Task<WorkDepth> GetDepthAsync(CancellationToken cancellationToken) => queue.GetDepthAsync(cancellationToken);

    public Task<ImmutableArray<QueuedWork>> ListAsync(int limit, CancellationToken cancellationToken) =>
        queue.ListAsync(limit, cancellationToken);
}
