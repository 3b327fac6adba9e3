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
}
