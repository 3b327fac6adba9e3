using Orleans.Storage;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>Grain storage in SQLite whose writes complete once they are on disk.</summary>
internal sealed class SyncedGrainStorage(IGrainStorage inner, SqliteDataSource source)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.WriteStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
        await source.SyncAsync().ConfigureAwait(false);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await inner.ClearStateAsync(stateName, grainId, grainState).ConfigureAwait(false);
        await source.SyncAsync().ConfigureAwait(false);
    }
}
