using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Ai.Billing;

/// <summary>
/// Delivers charges to their ledgers and retries until they are booked. A caller waits for the first attempts; if a silo or
/// the database is unreachable for longer, the caller continues and the charge waits here. Each is booked once by its id.
/// </summary>
internal sealed partial class ChargeOutbox(Ledgers ledgers, TimeProvider time, ILogger<ChargeOutbox> logger) : IHostedService, IDisposable
{
    /// <summary>How many charges may wait; beyond that, callers wait with their charge.</summary>
    public const int Capacity = 10_000;

    private const int FirstTries = 3;

    /// <summary>While no silo hosts the grain, Orleans throws an ArgumentException from this assembly.</summary>
    private const string OrleansCore = "Orleans.Core";
    private static readonly TimeSpan s_firstWait = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Delivery, byte> _waiting = new();
    private readonly SemaphoreSlim _room = new(Capacity, Capacity);
    private readonly CancellationTokenSource _hurry = new();

    /// <summary>The number of charges that wait for their ledger.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>Books the charges of a request and ends its reservation.</summary>
    public async Task SettleAsync(string user, string requestId, ImmutableArray<LedgerCharge> charges)
    {
        var delivery = new Delivery(user, requestId, charges);
        for (var attempt = 1; attempt <= FirstTries; attempt++)
        {
            if (await TryAsync(delivery)) return;
            if (attempt < FirstTries) await Task.Delay(s_firstWait * attempt, time);
        }

        await _room.WaitAsync();
        LogLate(user, requestId);
        // Each in its own task, so that one unavailable ledger delays no other.
        _waiting[delivery] = 0;
        _ = Task.Run(() => DeliverAsync(delivery));
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Makes a last attempt for waiting charges; what cannot be booked is logged.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _hurry.CancelAsync();
        try
        {
            await Task.WhenAll(_waiting.Keys.Select(delivery => delivery.Booked.Task)).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            foreach (var delivery in _waiting.Keys) LogLost(delivery);
        }
    }

    public void Dispose()
    {
        _room.Dispose();
        _hurry.Dispose();
    }

    private async Task DeliverAsync(Delivery delivery)
    {
        for (var wait = s_firstWait * FirstTries; !await TryAsync(delivery); wait = wait * 2 < s_longestWait ? wait * 2 : s_longestWait)
        {
            // While the host is stopping, retry soon.
            if (_hurry.IsCancellationRequested) wait = s_firstWait;
            await Task.WhenAny(Task.Delay(wait, time, _hurry.IsCancellationRequested ? CancellationToken.None : _hurry.Token));
        }

        _waiting.TryRemove(delivery, out _);
        _room.Release();
        delivery.Booked.SetResult();
    }

    private async Task<bool> TryAsync(Delivery delivery)
    {
        try
        {
            await ledgers.Of(delivery.User).SettleManyAsync(delivery.RequestId, delivery.Charges);
            return true;
        }
        catch (ArgumentException exception) when (exception.Source != OrleansCore)
        {
            // The ledger will never accept it: a bug of ours, logged for the operator.
            LogFailed(exception, delivery.User);
            LogLost(delivery);
            return true;
        }
        catch (Exception exception)
        {
            LogFailed(exception, delivery.User);
            return false;
        }
    }

    private void LogLost(Delivery delivery)
    {
        foreach (var charge in delivery.Charges)
            LogLost(delivery.User, charge.RequestId, charge.Item, charge.Amount.ToString(CultureInfo.InvariantCulture));
    }

    private sealed class Delivery(string user, string requestId, ImmutableArray<LedgerCharge> charges)
    {
        public string User => user;

        public string RequestId => requestId;

        public ImmutableArray<LedgerCharge> Charges => charges;

        public TaskCompletionSource Booked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The ledger of {User} did not accept a charge; trying again")]
    private partial void LogFailed(Exception exception, string user);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger of {User} is unavailable; the charge of {RequestId} waits for it")]
    private partial void LogLate(string user, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Could not book for {User}: request {RequestId}, {Item}, {Amount} US dollars")]
    private partial void LogLost(string user, string requestId, string item, string amount);
}
