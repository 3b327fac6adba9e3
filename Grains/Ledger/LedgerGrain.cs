using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace ObsidianVault.Ledger;

/// <summary>One user's reservations, entries and totals. Reentrant, so that charges that come together share one write.</summary>
[GrainType("ledger"), Reentrant]
public sealed class LedgerGrain(
    [PersistentState("cost-ledger")] IPersistentState<LedgerState> storage,
    IOptions<LedgerOptions> options,
    TimeProvider time) : DurableGrain<LedgerState>(storage), ILedgerGrain
{
    public async Task<bool> ReserveAsync(string requestId, decimal worstCase)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(worstCase);
        var now = time.GetUtcNow();
        var state = State.WithoutStale(now);
        if (state.Reservations.ContainsKey(requestId) || state.IsBooked(requestId)) return true;
        if (state.SpentInMonth(now) + state.Reserved + worstCase > options.Value.MonthlyBudget) return false;
        await CommitAsync(state.Reserve(requestId, worstCase, now + options.Value.ReservationLifetime));
        return true;
    }

    public async Task SettleAsync(LedgerCharge charge)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(charge.Amount);
        if (!State.IsBooked(charge.RequestId)) await CommitAsync(State.Settle(charge, time.GetUtcNow()));
    }

    public async Task ReleaseAsync(string requestId)
    {
        if (State.Reservations.ContainsKey(requestId))
            await CommitAsync(State with { Reservations = State.Reservations.Remove(requestId) });
    }

    public Task<UsageReport> GetUsageAsync()
    {
        var state = State.WithoutStale(time.GetUtcNow());
        return Task.FromResult(new UsageReport(state.Total, state.Reserved, options.Value.MonthlyBudget, state.TotalsByKind, state.Entries));
    }
}
