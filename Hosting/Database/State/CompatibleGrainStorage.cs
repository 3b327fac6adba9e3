using System.Runtime.CompilerServices;
using Orleans.Storage;

namespace ObsidianVault.Hosting.Database.State;

/// <summary>
/// Grain storage that tolerates newer builds: members of a stored state that this build does not know are kept when it
/// writes that state. Needs <see cref="StateSerializer"/> inside.
/// </summary>
internal sealed class CompatibleGrainStorage(IGrainStorage inner) : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>Keyed by the state of an activation: Orleans keeps one for as long as the activation lives.</summary>
    private readonly ConditionalWeakTable<object, Kept> _kept = [];

    public void Participate(ISiloLifecycle observer) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var scope = StateSerializer.Open(null);
        await inner.ReadStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
        _kept.AddOrUpdate(grainState, new Kept(scope.Unknown));
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (!_kept.TryGetValue(grainState, out var kept))
        {
            kept = new Kept(await FindAsync(stateName, grainId, grainState).ConfigureAwait(false));
            _kept.AddOrUpdate(grainState, kept);
        }

        StateSerializer.Open(kept.Unknown);
        await inner.WriteStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.ClearStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
        _kept.AddOrUpdate(grainState, new Kept(null));
    }

    /// <summary>The state of an activation that came from another silo was not read here.</summary>
    private async Task<UnknownMembers?> FindAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (grainState.ETag is null) return null;
        var scope = StateSerializer.Open(null);
        await inner.ReadStateAsync(stateName, grainId, new GrainState<T>()).ConfigureAwait(false);
        return scope.Unknown;
    }

    private sealed record Kept(UnknownMembers? Unknown);
}
