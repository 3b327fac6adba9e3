using ObsidianVault.Grains.Interfaces.Health;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Health;

/// <summary>Answers where it is asked: a stateless worker is activated on the silo that takes the call.</summary>
[GrainType("pulse"), StatelessWorker(1)]
public sealed class PulseGrain : Grain, IPulseGrain
{
    public Task BeatAsync() => Task.CompletedTask;
}
