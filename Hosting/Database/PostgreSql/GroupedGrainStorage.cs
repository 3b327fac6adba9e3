using System.Globalization;
using ObsidianVault.Hosting.Database.State;
using Orleans.Storage;

namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>
/// Grain storage that commits the writes of many grains in one statement (<see cref="WriteLane{TWrite, TResult}"/>): a commit waits for the
/// disk whether it has one row or a hundred. Same table, same versions and same durability as the provider inside, which
/// reads, clears, and writes what is large (docs/adr/0060).
/// </summary>
internal sealed class GroupedGrainStorage(IGrainStorage inner, StateSerializer serializer, StateRows rows, int lanes)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>A larger state is written by itself, so that small ones do not wait for it; in bytes.</summary>
    private const int MaxGrouped = 128 * 1024;

    private readonly WriteLane<StateWrite, int?>[] _lanes =
        [.. Enumerable.Range(0, lanes).Select(_ => new WriteLane<StateWrite, int?>(rows.WriteAsync, w => w.Row, w => w.Payload.Length))];

    public void Participate(ISiloLifecycle observer) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        // The provider inside stores such keys as numbers.
        if (grainId.TryGetGuidKey(out _, out _) || grainId.TryGetIntegerKey(out _, out _))
        {
            await inner.WriteStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
            return;
        }

        var payload = serializer.Serialize(grainState.State).ToMemory();
        if (payload.Length > MaxGrouped)
        {
            await inner.WriteStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
            return;
        }

        var read = string.IsNullOrEmpty(grainState.ETag) ? default(int?) : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        var write = new StateWrite(stateName, grainId.Key.ToString()!, read, payload);
        var version = await _lanes[(int)(grainId.GetUniformHashCode() % (uint)_lanes.Length)].WriteAsync(write).ConfigureAwait(false)
            ?? throw new InconsistentStateException(
                $"The state {stateName} of {grainId} has been written or deleted since version {grainState.ETag ?? "none"} was read.",
                storedEtag: "unknown", currentEtag: grainState.ETag);
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }
}
