using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Grains.Ledger;

/// <summary>
/// What a ledger keeps outside its rows: the user's own budgets and which notices were sent. Until database version 0003
/// the books themselves were here; <see cref="LegacyBooks"/> moves them into rows.
/// </summary>
[GenerateSerializer, Immutable, Alias("vault.LedgerState")]
public sealed record LedgerState
{
    /// <summary>Used by older versions only.</summary>
    [Id(0)] public ImmutableSortedDictionary<string, Reservation> Reservations { get; init; } =
        ImmutableSortedDictionary<string, Reservation>.Empty;

    /// <summary>Used by older versions only.</summary>
    [Id(1)] public ImmutableArray<LedgerEntry> Entries { get; init; } = [];

    /// <summary>Used by older versions only.</summary>
    [Id(2)] public ImmutableSortedDictionary<string, decimal> TotalsByKind { get; init; } =
        ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Used by older versions only: spending per month, "2026-11".</summary>
    [Id(3)] public ImmutableSortedDictionary<string, decimal> Months { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>The user's own budgets, or null if those of the settings apply.</summary>
    [Id(4)] public UserBudget? Budget { get; init; }

    /// <summary>The last day on which the user was notified that the daily soft limit was exceeded.</summary>
    [Id(5)] public DateOnly? ToldOfDay { get; init; }

    /// <summary>The day on which the user was notified that the monthly soft limit was exceeded.</summary>
    [Id(6)] public DateOnly? ToldOfMonth { get; init; }

    /// <summary>The user whose ledger this one became part of; null while it is its own.</summary>
    [Id(7)] public string? MovedTo { get; init; }

    /// <summary>The users whose ledgers became part of this one; their rows keep their names.</summary>
    [Id(8)] public ImmutableArray<string> Joined { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("vault.Reservation")]
public sealed record Reservation([property: Id(0)] decimal Amount, [property: Id(1)] DateTimeOffset ExpiresAt);
