using Npgsql;
using Orleans.Storage;

namespace ObsidianVault.Cluster.Silos;

/// <summary>A silo's grain storage with the test's faults.</summary>
internal sealed class FaultyGrainStorage(IGrainStorage inner, TestSilo silo, Faults faults, Counters counters)
    : IGrainStorage, ILifecycleParticipant<ISiloLifecycle>
{
    public void Participate(ISiloLifecycle observer) => (inner as ILifecycleParticipant<ISiloLifecycle>)?.Participate(observer);

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        RunAsync(nameof(ReadStateAsync), stateName, grainId, grainState, () => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        RunAsync(nameof(WriteStateAsync), stateName, grainId, grainState, () => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        RunAsync(nameof(ClearStateAsync), stateName, grainId, grainState, () => inner.ClearStateAsync(stateName, grainId, grainState));

    private async Task RunAsync<T>(string method, string stateName, GrainId grainId, IGrainState<T> state, Func<Task> run)
    {
        var (etag, exists) = (state.ETag, state.RecordExists);
        try
        {
            await faults.RunAsync(new Operation(Faults.Storage, method, $"{stateName}/{grainId.Key}", silo.Number), silo.Gate, async () =>
            {
                await run();
                counters.Add($"{Faults.Storage}.{method} {stateName}");
                return true;
            }, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // A caller whose write is reported as failed does not know the new version.
            (state.ETag, state.RecordExists) = (etag, exists);
            throw;
        }
    }
}
