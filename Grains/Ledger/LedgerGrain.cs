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

    /// <summary>Beyond it, what the first ones spent is no longer counted.</summary>
    private const int MaxJoined = 200;

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
        if (LegacyBooks.IsLegacy(State))
        {
            await store.CommitAsync(UserId, _book.Version, LegacyBooks.Convert(State, now));
            _book = new LedgerBook(await store.LoadAsync(UserId, from));
            await CommitAsync(new LedgerState { Budget = State.Budget });
        }

        foreach (var user in State.Joined) _book.Absorb(await store.LoadAsync(user, from));
    }

    public async Task<BudgetDecision> AdmitAsync(string requestId, decimal worstCase, TimeSpan atLeast)
    {
        Check(requestId, worstCase);
        if (worstCase == 0) return BudgetDecision.Free;
        if (Elsewhere is { } other) return await other.AdmitAsync(requestId, worstCase, atLeast);
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
        if (Elsewhere is { } other) return other.SettleManyAsync(requestId, charges);
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
        if (Elsewhere is { } other) return await other.GetUsageAsync();
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
        var entries = await ReadEntriesAsync(before: null, NewestEntries);
        return report with { Entries = [.. entries.Reverse()] };
    }

    public async Task<ImmutableArray<UsageSum>> GetDaysAsync(DateOnly from, DateOnly to)
    {
        if (Elsewhere is { } other) return await other.GetDaysAsync(from, to);
        await SettledAsync();
        var own = await store.ReadDaysAsync(UserId, from, to);
        if (State.Joined.IsEmpty) return own;
        var all = await Task.WhenAll(State.Joined.Select(user => store.ReadDaysAsync(user, from, to)));
        return
        [
            .. all.SelectMany(days => days).Concat(own).GroupBy(sum => (sum.Day, sum.Kind, sum.Item, sum.Channel)).Select(same =>
                same.First() with
                {
                    Amount = same.Sum(sum => sum.Amount), Quantity = same.Sum(sum => sum.Quantity), Entries = same.Sum(sum => sum.Entries),
                }).OrderBy(sum => sum.Day),
        ];
    }

    public async Task<ImmutableArray<LedgerEntry>> GetEntriesAsync(EntryCursor? before, int limit)
    {
        if (Elsewhere is { } other) return await other.GetEntriesAsync(before, limit);
        await SettledAsync();
        return await ReadEntriesAsync(before, Math.Clamp(limit, 1, MaxEntries));
    }

    public Task SetBudgetAsync(UserBudget? budget)
    {
        if (Elsewhere is { } other) return other.SetBudgetAsync(budget);
        if (budget is not null)
            foreach (var amount in new[] { budget.Daily ?? 0, budget.Monthly ?? 0 }) Check("budget", amount);
        return CommitAsync(State with { Budget = budget, ToldOfDay = null, ToldOfMonth = null });
    }

    public async Task JoinAsync(string user)
    {
        if (user == UserId) return;
        if (State.MovedTo is { } target && target != user)
        {
            await Ledger(target).JoinAsync(user);
            return;
        }

        if (await Ledger(user).EndAsync() == UserId) return;
        // From here on nothing new comes into these rows; what is on its way to them is waited for.
        if (State.MovedTo is null) await CommitAsync(State with { MovedTo = user });
        await SettledAsync();
        await Ledger(user).AbsorbAsync(State.Joined.Add(UserId), State.Budget);
    }

    public async Task<string> EndAsync() => Elsewhere is { } other ? await other.EndAsync() : UserId;

    public async Task AbsorbAsync(ImmutableArray<string> users, UserBudget? budget)
    {
        if (Elsewhere is { } other)
        {
            await other.AbsorbAsync(users, budget);
            return;
        }

        var fresh = users.Where(user => user != UserId && !State.Joined.Contains(user)).ToList();
        if (fresh.Count == 0) return;
        var joined = State.Joined.AddRange(fresh);
        await CommitAsync(State with
        {
            Joined = joined.Length <= MaxJoined ? joined : joined.RemoveRange(0, joined.Length - MaxJoined),
            Budget = UserBudget.Least(State.Budget, budget),
        });
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        foreach (var user in fresh)
            _book.Absorb(await store.LoadAsync(user, today.AddDays(Math.Min(1 - today.Day, 1 - Forecast.Window))));
    }

    public async Task EraseEntriesAsync()
    {
        if (Elsewhere is { } other) await other.EraseEntriesAsync();
        await SettledAsync();
        foreach (var user in State.Joined.Add(UserId)) await store.DeleteEntriesAsync(user, CancellationToken.None);
    }

    private ILedgerGrain? Elsewhere => State.MovedTo is { } target ? Ledger(target) : null;

    private ILedgerGrain Ledger(string user) => GrainFactory.GetGrain<ILedgerGrain>(GrainKeys.Ledger(user));

    /// <summary>The newest entries under all names.</summary>
    private async Task<ImmutableArray<LedgerEntry>> ReadEntriesAsync(EntryCursor? before, int limit)
    {
        var own = await store.ReadEntriesAsync(UserId, before, limit);
        if (State.Joined.IsEmpty) return own;
        var all = await Task.WhenAll(State.Joined.Select(user => store.ReadEntriesAsync(user, before, limit)));
        return [.. all.SelectMany(entries => entries).Concat(own).OrderByDescending(entry => entry.At)
            .ThenByDescending(entry => entry.Charge.RequestId, StringComparer.Ordinal).Take(limit)];
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
