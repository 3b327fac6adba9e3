using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Grains.Activations;

/// <summary>
/// A grain whose state is one immutable record, replaced and stored in the operation that changes it. Writes that
/// overlap are coalesced by the runtime, which needs a write without a cancellation token.
/// </summary>
public abstract partial class DurableGrain<TState>(IPersistentState<TState> storage) : Grain
    where TState : class, new()
{
    private Task _newestWrite = Task.CompletedTask;
    private (TState State, int Number)? _stored;
    private int _writes;
    private int _pending;
    private bool _hasFailed;

    protected TState State => storage.State;

    /// <summary>
    /// Completes once what <see cref="State"/> shows is stored: in a reentrant grain it may show a write that is still under
    /// way.
    /// </summary>
    protected Task StoredAsync() => _newestWrite;

    /// <summary>Stores the new state. After a failed write memory and storage may differ, so the activation ends.</summary>
    protected async Task CommitAsync(TState next)
    {
        _stored ??= (storage.State, 0);
        storage.State = next;
        var number = ++_writes;
        _pending++;
        try
        {
            await (_newestWrite = storage.WriteStateAsync());
            if (_stored is null || number > _stored.Value.Number) _stored = (next, number);
        }
        catch (Exception fault)
        {
            _hasFailed = true;
            EndAfterFailedWrite(fault);
            throw;
        }
        finally
        {
            // An activation that moves to another silo takes its memory and the row's version along. A change that its caller
            // was told had failed must not be part of that. If it was stored all the same, the version no longer fits.
            if (--_pending == 0 && _hasFailed && _stored is { } stored) storage.State = stored.State;
        }
    }

    /// <summary>Deletes the state: the grain is as if it had never been.</summary>
    protected async Task ClearAsync()
    {
        try
        {
            await storage.ClearStateAsync();
            _stored = null;
        }
        catch (Exception fault)
        {
            EndAfterFailedWrite(fault);
            throw;
        }

        DeactivateOnIdle();
    }

    /// <summary>
    /// Replaces the state in memory only, by the same content in another form; not while a write is under way.
    /// </summary>
    protected void Upgrade(TState same)
    {
        (storage.State, _stored) = (same, null);
    }

    /// <summary>
    /// Called when a write has failed: background work of this activation must stop now, because another activation continues
    /// from what is stored.
    /// </summary>
    protected virtual void OnCommitFailed()
    {
    }

    private void EndAfterFailedWrite(Exception fault)
    {
        LogNotStored(
            ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(GetType()), Outage.Unexpected(fault), this.GetGrainId(),
            Outage.ReasonOf(fault));
        OnCommitFailed();
        DeactivateOnIdle();
    }

    [LoggerMessage(LogLevel.Warning, "The state of {Grain} was not stored: {Reason}")]
    private static partial void LogNotStored(ILogger logger, Exception? fault, GrainId grain, string reason);
}
