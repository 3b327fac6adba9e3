using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Health;

/// <summary>
/// Answers on whichever silo a call reaches, to show that one is alive. Stores nothing. Key: <see cref="GrainKeys.Pulse"/>.
/// </summary>
[Alias("vault.IPulseGrain")]
public interface IPulseGrain : IGrainWithStringKey
{
    [Alias("Beat"), AlwaysInterleave]
    Task BeatAsync();
}
