namespace ObsidianVault.Grains;

/// <summary>
/// A grain whose state is one immutable record, replaced and stored in the operation that changes it. Writes that
/// overlap are coalesced by the runtime, which needs a write without a cancellation token.
/// </summary>
public abstract class DurableGrain<TState>(IPersistentState<TState> storage) : Grain
    where TState : class, new()
{
    private Task _newestWrite = Task.CompletedTask;

    protected TState State => storage.State;

    /// <summary>Ends once what <see cref="State"/> shows is stored: where grains are reentrant, it may show what is being written.</summary>
    protected Task StoredAsync() => _newestWrite;

    /// <summary>Stores the new state. After a failed write memory and storage may differ, so the activation ends.</summary>
    protected async Task CommitAsync(TState next)
    {
        storage.State = next;
        try
        {
            await (_newestWrite = storage.WriteStateAsync());
        }
        catch
        {
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Deletes the state: the grain is as if it had never been.</summary>
    protected async Task ClearAsync()
    {
        await storage.ClearStateAsync();
        DeactivateOnIdle();
    }
}
