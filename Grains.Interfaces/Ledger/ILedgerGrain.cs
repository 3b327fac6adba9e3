using System.Collections.Immutable;

namespace ObsidianVault;

/// <summary>What one user spends. Amounts are decimal US dollars. Key: <see cref="GrainKeys.Ledger"/>.</summary>
[Alias("vault.ILedgerGrain")]
public interface ILedgerGrain : IGrainWithStringKey
{
    /// <summary>Sets the worst case aside before a paid call. False where the budget does not hold it. The same request id reserves once.</summary>
    [Alias("Reserve")]
    Task<bool> ReserveAsync(string requestId, decimal worstCase);

    /// <summary>Books what a request really cost and releases its reservation. The same request id books once.</summary>
    [Alias("Settle")]
    Task SettleAsync(LedgerCharge charge);

    /// <summary>Gives a reservation back where nothing was spent.</summary>
    [Alias("Release")]
    Task ReleaseAsync(string requestId);

    [Alias("GetUsage")]
    Task<UsageReport> GetUsageAsync();
}

/// <param name="RequestId">The idempotency key.</param>
/// <param name="Kind">What was bought: "tokens", "render-seconds", "storage".</param>
/// <param name="Item">The model, or the quality of a render.</param>
/// <param name="Quantity">How much, in the kind's unit.</param>
/// <param name="Amount">US dollars.</param>
[GenerateSerializer, Immutable, Alias("vault.LedgerCharge")]
public sealed record LedgerCharge(
    [property: Id(0)] string RequestId,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Item,
    [property: Id(3)] decimal Quantity,
    [property: Id(4)] decimal Amount);

[GenerateSerializer, Immutable, Alias("vault.LedgerEntry")]
public sealed record LedgerEntry(
    [property: Id(0)] LedgerCharge Charge,
    [property: Id(1)] DateTimeOffset At);

[GenerateSerializer, Immutable, Alias("vault.UsageReport")]
public sealed record UsageReport(
    [property: Id(0)] decimal Total,
    [property: Id(1)] decimal Reserved,
    [property: Id(2)] decimal Budget,
    [property: Id(3)] ImmutableSortedDictionary<string, decimal> TotalsByKind,
    [property: Id(4)] ImmutableArray<LedgerEntry> Entries);
