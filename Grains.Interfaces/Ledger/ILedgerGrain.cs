using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>What one user spends. Amounts are decimal US dollars. Key: <see cref="GrainKeys.Ledger"/>.</summary>
[Alias("vault.ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>How long the calls on an AI call's way wait for a silo; they may be repeated, and their caller does so.</summary>
    const string Patience = "00:00:05";

    /// <summary>
    /// Sets the worst case aside before a paid call, once for the request id. Says which budget refused, when it starts
    /// anew, and whether a soft limit was passed. A larger amount for a request id that has a reservation raises it; where
    /// that is refused, the reservation stays as it was.
    /// </summary>
    /// <param name="atLeast">How long the reservation has to live, where that is more than the settings say.</param>
    [Alias("Admit"), ResponseTimeout(Patience)]
    Task<BudgetDecision> AdmitAsync(string requestId, decimal worstCase, TimeSpan atLeast);

    /// <summary>Books what a request really cost and releases its reservation. The same request id books once, however long ago it was.</summary>
    [Alias("Settle")]
    Task SettleAsync(LedgerCharge charge);

    /// <summary>
    /// Books what each attempt of a request cost and releases the request's reservation, all in one write. Each charge
    /// has an id of its own and books once. At most <see cref="LedgerCharge.MaxAtOnce"/>; none releases only.
    /// </summary>
    [Alias("SettleMany"), ResponseTimeout(Patience)]
    Task SettleManyAsync(string requestId, ImmutableArray<LedgerCharge> charges);

    /// <summary>The totals, the budgets, a forecast and the newest entries.</summary>
    [Alias("GetUsage")]
    Task<UsageReport> GetUsageAsync();

    /// <summary>Sums by day, kind, item and channel of the days from <paramref name="from"/> to <paramref name="to"/>, both included, UTC.</summary>
    [Alias("GetDays")]
    Task<ImmutableArray<UsageSum>> GetDaysAsync(DateOnly from, DateOnly to);

    /// <summary>The entries, newest first, at most <paramref name="limit"/> (1 to 500), older than the one that <paramref name="before"/> names.</summary>
    [Alias("GetEntries")]
    Task<ImmutableArray<LedgerEntry>> GetEntriesAsync(EntryCursor? before, int limit);

    /// <summary>Gives the user budgets of their own; null takes them away, and the settings' hold again.</summary>
    [Alias("SetBudget")]
    Task SetBudgetAsync(UserBudget? budget);
}
