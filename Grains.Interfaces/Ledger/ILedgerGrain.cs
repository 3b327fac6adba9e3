using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>One user's spending. Amounts are decimal US dollars. Key: <see cref="GrainKeys.Ledger"/>.</summary>
[Alias("vault.ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>The response timeout of ledger calls made during an AI call; callers retry them, which is safe.</summary>
    const string Patience = "00:00:05";

    /// <summary>
    /// Reserves the worst case before a paid call, once per request id. Says which budget refused, when it resets, and
    /// whether a soft limit was exceeded. A larger amount for a request id with a reservation raises it; if that is refused,
    /// the reservation stays as it was.
    /// </summary>
    /// <param name="atLeast">The minimum lifetime of the reservation, if longer than in the settings.</param>
    [Alias("Admit"), ResponseTimeout(Patience)]
    Task<BudgetDecision> AdmitAsync(string requestId, decimal worstCase, TimeSpan atLeast);

    /// <summary>Books the actual cost of a request and releases its reservation. A request id is booked once, however long ago.</summary>
    [Alias("Settle")]
    Task SettleAsync(LedgerCharge charge);

    /// <summary>
    /// Books the cost of each attempt of a request and releases the request's reservation, all in one write. Each charge has
    /// its own id and is booked once. At most <see cref="LedgerCharge.MaxAtOnce"/>; an empty list only releases.
    /// </summary>
    [Alias("SettleMany"), ResponseTimeout(Patience)]
    Task SettleManyAsync(string requestId, ImmutableArray<LedgerCharge> charges);

    /// <summary>The totals, the budgets, a forecast and the newest entries.</summary>
    [Alias("GetUsage")]
    Task<UsageReport> GetUsageAsync();

    /// <summary>
    /// Sums by day, kind, item and channel for the UTC days <paramref name="from"/> to <paramref name="to"/>, both included.
    /// </summary>
    [Alias("GetDays")]
    Task<ImmutableArray<UsageSum>> GetDaysAsync(DateOnly from, DateOnly to);

    /// <summary>The entries before <paramref name="before"/>, newest first, at most <paramref name="limit"/> (1 to 500).</summary>
    [Alias("GetEntries")]
    Task<ImmutableArray<LedgerEntry>> GetEntriesAsync(EntryCursor? before, int limit);

    /// <summary>Gives the user their own budgets; null removes them, so that the settings apply again.</summary>
    [Alias("SetBudget")]
    Task SetBudgetAsync(UserBudget? budget);

    /// <summary>
    /// Makes this ledger part of another one, as its conversation is: from now on everything is passed on to that one. Repeated, it
    /// changes nothing.
    /// </summary>
    /// <param name="user">Where that one is already part of this one, nothing changes, so that no two pass on to each other.</param>
    [Alias("Join")]
    Task JoinAsync(string user);

    /// <summary>The user whose ledger this one's entries are passed on to at last: its own, unless it joined another.</summary>
    [Alias("End")]
    Task<string> EndAsync();

    /// <summary>Counts what these users have spent as this one's.</summary>
    /// <param name="budget">Their own budgets: the smaller ones hold.</param>
    [Alias("Absorb")]
    Task AbsorbAsync(ImmutableArray<string> users, UserBudget? budget);

    /// <summary>Erases each single charge. The sums of the days stay: budgets and the books need them.</summary>
    [Alias("EraseEntries")]
    Task EraseEntriesAsync();
}
