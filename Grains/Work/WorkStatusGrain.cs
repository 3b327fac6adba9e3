using ObsidianVault.Grains.Interfaces.Work;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Work;

/// <summary>Answers on the silo that is asked, as many calls at once as come: no silo's end keeps the others from telling.</summary>
[GrainType("work-status"), StatelessWorker, Reentrant]
public sealed class WorkStatusGrain(IWorkQueue queue) : Grain, IWorkStatusGrain
{
    public Task<WorkDepth> GetDepthAsync(CancellationToken cancellationToken) => queue.GetDepthAsync(cancellationToken);
}
