using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <param name="Total">All that was ever spent.</param>
/// <param name="Reserved">Set aside for calls that have not ended.</param>
/// <param name="Budget">What may be spent in a month.</param>
/// <param name="TotalsByKind">The sum of these is the total.</param>
/// <param name="Entries">The newest, oldest first.</param>
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

    /// <summary>What may be spent in a day, or null where no day has a limit.</summary>
    [Id(7)] public decimal? DailyBudget { get; init; }

    /// <summary>What this month will have cost at its end, if the days go on as they did.</summary>
    [Id(8)] public decimal Forecast { get; init; }

    /// <summary>When the month's budget starts anew.</summary>
    [Id(9)] public DateTimeOffset ResetsAt { get; init; }
}

/// <summary>What was spent on one day for one thing on one channel.</summary>
/// <param name="Quantity">In the kind's unit.</param>
/// <param name="Entries">How many entries this is the sum of.</param>
[GenerateSerializer, Immutable, Alias("vault.UsageSum")]
public sealed record UsageSum(
    [property: Id(0)] DateOnly Day,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Item,
    [property: Id(3)] string Channel,
    [property: Id(4)] decimal Amount,
    [property: Id(5)] decimal Quantity,
    [property: Id(6)] long Entries);
