using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>
/// The state of the work queue for hosts without a database of their own: any general silo answers. Key:
/// <see cref="GrainKeys.WorkStatus"/>.
/// </summary>
[Alias("vault.IWorkStatusGrain")]
public interface IWorkStatusGrain : IGrainWithStringKey
{
    [Alias("Depth")]
    Task<WorkDepth> GetDepthAsync(CancellationToken cancellationToken);

    /// <summary>The jobs that wait or are worked on, the longest here first.</summary>
    /// <param name="limit">1 to <see cref="QueuedWork.MaxRead"/>.</param>
    [Alias("List")]
    Task<ImmutableArray<QueuedWork>> ListAsync(int limit, CancellationToken cancellationToken);
}
