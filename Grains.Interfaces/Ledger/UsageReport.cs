using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <param name="Total">The total spending of all time.</param>
/// <param name="Reserved">Reserved for calls in flight.</param>
/// <param name="Budget">The monthly budget.</param>
/// <param name="TotalsByKind">These add up to the total.</param>
/// <param name="Entries">The newest entries, oldest first.</param>
[GenerateSerializer, Immutable, Alias("vault.UsageReport")]
public sealed record UsageReport(
    [property: Id(0)] decimal Total,
    [property: Id(1)] decimal Reserved,
    [property: Id(2)] decimal Budget,
    [property: Id(3)] ImmutableSortedDictionary<string, decimal> TotalsByKind,
    [property: Id(4)] ImmutableArray<LedgerEntry> Entries)
{
    [Id(5)] public decimal Today { get; init; }

    [Id(6)] public decimal ThisMonth { get; init; }

    /// <summary>The daily budget, or null if there is none.</summary>
    [Id(7)] public decimal? DailyBudget { get; init; }

    /// <summary>What this month will have cost at its end if spending continues as in recent days.</summary>
    [Id(8)] public decimal Forecast { get; init; }

    /// <summary>When the month's budget resets.</summary>
    [Id(9)] public DateTimeOffset ResetsAt { get; init; }
}

/// <summary>The spending of one day on one item through one channel.</summary>
/// <param name="Quantity">In the kind's unit.</param>
/// <param name="Entries">The number of entries in this sum.</param>
[GenerateSerializer, Immutable, Alias("vault.UsageSum")]
public sealed record UsageSum(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Item,
    [property: Id(3)] string Channel,
    [property: Id(4)] decimal Amount,
    [property: Id(5)] decimal Quantity,
    [property: Id(6)] long Entries);
