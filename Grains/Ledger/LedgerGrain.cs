using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Ledger;

/// <summary>
/// One user's money. The rows are the books; only this grain writes them (<c>.Commits.cs</c>), and it decides from what it
/// has read and written. Reentrant, so that concurrent calls share one transaction.
/// </summary>
[GrainType("ledger"), Reentrant]
public sealed partial class LedgerGrain(
    [PersistentState("cost-ledger")] IPersistentState<LedgerState> storage,
    ILedgerStore store,
    IOptions<LedgerOptions> options,
    TimeProvider time) : DurableGrain<LedgerState>(storage), ILedgerGrain
{
    private const int NewestEntries = 100;
    private const int MaxEntries = 500;
    private const int MaxIdLength = 300;
    private const int MaxNameLength = 200;
    private const decimal MaxAmount = 1_000_000m;

    private LedgerBook _book = null!;

    private string UserId => this.GetPrimaryKeyString()[GrainKeys.LedgerPrefix.Length..];

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var from = today.AddDays(Math.Min(1 - today.Day, 1 - Forecast.Window));
        _book = new LedgerBook(await store.LoadAsync(UserId, from));
        if (!LegacyBooks.IsLegacy(State)) return;
        await store.CommitAsync(UserId, _book.Version, LegacyBooks.Convert(State, now));
        _book = new LedgerBook(await store.LoadAsync(UserId, from));
        await CommitAsync(new LedgerState { Budget = State.Budget });
    }

    public async Task<BudgetDecision> AdmitAsync(string requestId, decimal worstCase, TimeSpan atLeast)
    {
        Check(requestId, worstCase);
        if (worstCase == 0) return BudgetDecision.Free;
        var now = time.GetUtcNow();
        Lapse(now);
        var held = _book.HoldOf(requestId);
        if (held?.Amount >= worstCase) return BudgetDecision.Free;

        var settings = options.Value;
        var decision = _book.Decide(
            now,
            worstCase,
            State.Budget?.Daily ?? settings.DailyBudget,
            State.Budget?.Monthly ?? settings.MonthlyBudget,
            settings.SoftLimit,
            held?.Amount ?? 0);
        if (!decision.Admitted) return decision;

        var lifetime = atLeast > settings.ReservationLifetime ? atLeast : settings.ReservationLifetime;
        var hold = new HoldRow(requestId, worstCase, now + lifetime);
        _book.Hold(hold);
        // Not awaited: the answer waits for the charge, which is committed after the hold or together with its end.
        if (SendAsync(next => next.Hold(hold)) is { IsFaulted: true } failed) await failed;
        return decision.IsNearLimit ? await TellAsync(decision, DateOnly.FromDateTime(now.UtcDateTime)) : decision;
    }

    public Task SettleAsync(LedgerCharge charge) => SettleManyAsync(charge.RequestId, [charge]);

    public Task SettleManyAsync(string requestId, ImmutableArray<LedgerCharge> charges)
    {
        Check(requestId, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(charges.Length, LedgerCharge.MaxAtOnce);
        foreach (var charge in charges) Check(charge);
        var now = time.GetUtcNow();
        Lapse(now);
        var freed = _book.Free(requestId);
        if (!freed && charges.IsEmpty) return SettledAsync();
        var entries = charges.Select(charge => new LedgerEntry(charge, now)).ToList();
        foreach (var entry in entries) _book.Send(entry);
        return SendAsync(next => next.Book(entries, freed ? requestId : null));
    }

    public async Task<UsageReport> GetUsageAsync()
    {
        await SettledAsync();
        var now = time.GetUtcNow();
        Lapse(now);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var (totals, month) = (_book.TotalsByKind, _book.SpentIn(today));
        var report = new UsageReport(totals.Values.Sum(), _book.Reserved, State.Budget?.Monthly ?? options.Value.MonthlyBudget, totals, [])
        {
            Today = _book.SpentOn(today),
            ThisMonth = month,
            DailyBudget = State.Budget?.Daily ?? options.Value.DailyBudget,
            Forecast = Forecast.EndOfMonth(now, month, _book.SpentOn),
            ResetsAt = LedgerBook.FirstOfNextMonth(today),
        };
        var entries = await store.ReadEntriesAsync(UserId, before: null, NewestEntries);
        return report with { Entries = [.. entries.Reverse()] };
    }

    public async Task<ImmutableArray<UsageSum>> GetDaysAsync(DateOnly from, DateOnly to)
    {
        await SettledAsync();
        return await store.ReadDaysAsync(UserId, from, to);
    }

    public async Task<ImmutableArray<LedgerEntry>> GetEntriesAsync(EntryCursor? before, int limit)
    {
        await SettledAsync();
        return await store.ReadEntriesAsync(UserId, before, Math.Clamp(limit, 1, MaxEntries));
    }

    public Task SetBudgetAsync(UserBudget? budget)
    {
        if (budget is not null)
            foreach (var amount in new[] { budget.Daily ?? 0, budget.Monthly ?? 0 }) Check("budget", amount);
        return CommitAsync(State with { Budget = budget, ToldOfDay = null, ToldOfMonth = null });
    }

    /// <summary>Records that the user is being notified, so that there is one notice per period.</summary>
    private async Task<BudgetDecision> TellAsync(BudgetDecision decision, DateOnly today)
    {
        if (decision.Period == BudgetPeriod.Day)
        {
            if (State.ToldOfDay == today) return decision;
            await CommitAsync(State with { ToldOfDay = today });
        }
        else
        {
            if (State.ToldOfMonth is { } told && told.Year == today.Year && told.Month == today.Month) return decision;
            await CommitAsync(State with { ToldOfMonth = today });
        }

        return decision with { FirstNotice = true };
    }

    private static void Check(LedgerCharge charge)
    {
        Check(charge.RequestId, charge.Amount);
        ArgumentOutOfRangeException.ThrowIfNegative(charge.Quantity);
        foreach (var name in new[] { charge.Kind, charge.Item, charge.Channel, charge.Provider })
            ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, MaxNameLength, nameof(charge));
    }

    private static void Check(string requestId, decimal amount)
    {
        ArgumentException.ThrowIfNullOrEmpty(requestId);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requestId.Length, MaxIdLength);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(amount, MaxAmount);
    }
}
