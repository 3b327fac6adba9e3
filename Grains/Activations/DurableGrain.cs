namespace ObsidianVault.Grains.Activations;

/// <summary>
/// A grain whose state is one immutable record, replaced and stored in the operation that changes it. Writes that
/// overlap are coalesced by the runtime, which needs a write without a cancellation token.
/// </summary>
public abstract class DurableGrain<TState>(IPersistentState<TState> storage) : Grain
    where TState : class, new()
{
    private Task _newestWrite = Task.CompletedTask;

    protected TState State => storage.State;

    /// <summary>
    /// Completes once what <see cref="State"/> shows is stored: in a reentrant grain it may show a write that is still under
    /// way.
    /// </summary>
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
            EndAfterFailedWrite();
            throw;
        }
    }

    /// <summary>Deletes the state: the grain is as if it had never been.</summary>
    protected async Task ClearAsync()
    {
        try
        {
            await storage.ClearStateAsync();
        }
        catch
        {
            EndAfterFailedWrite();
            throw;
        }

        DeactivateOnIdle();
    }

    /// <summary>Replaces the state in memory only, by the same content in this version's form.</summary>
    protected void Upgrade(TState same) => storage.State = same;

    /// <summary>
    /// Called when a write has failed: background work of this activation must stop now, because another activation continues
    /// from what is stored.
    /// </summary>
    protected virtual void OnCommitFailed()
    {
    }

    private void EndAfterFailedWrite()
    {
        OnCommitFailed();
        DeactivateOnIdle();
    }
}
