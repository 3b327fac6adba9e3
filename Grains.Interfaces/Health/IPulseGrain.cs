using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Health;

/// <summary>Answers on whichever silo a call arrives, to show that one does. Keeps nothing. Key: <see cref="GrainKeys.Pulse"/>.</summary>
[Alias("vault.IPulseGrain")]
public interface IPulseGrain : IGrainWithStringKey
{
    [Alias("Beat"), AlwaysInterleave]
    Task BeatAsync();
}
