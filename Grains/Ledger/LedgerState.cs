using System.Collections.Immutable;

namespace ObsidianVault.Ledger;

/// <summary>
/// The books of one user. At most <see cref="MaxEntries"/> entries are kept; older ones are folded into one entry
/// "carried-forward" per kind, so that the sum over the entries always equals the totals.
/// </summary>
[GenerateSerializer, Immutable, Alias("vault.LedgerState")]
public sealed record LedgerState
{
    public const int MaxEntries = 500;
    public const string CarriedForward = "carried-forward";

    [Id(0)] public ImmutableSortedDictionary<string, Reservation> Reservations { get; init; } = ImmutableSortedDictionary<string, Reservation>.Empty;
    [Id(1)] public ImmutableArray<LedgerEntry> Entries { get; init; } = [];
    [Id(2)] public ImmutableSortedDictionary<string, decimal> TotalsByKind { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    /// <summary>Spent per month, "2026-11", of the last twelve.</summary>
    [Id(3)] public ImmutableSortedDictionary<string, decimal> Months { get; init; } = ImmutableSortedDictionary<string, decimal>.Empty;

    public decimal Total => TotalsByKind.Values.Sum();

    public decimal Reserved => Reservations.Values.Sum(r => r.Amount);

    public bool IsBooked(string requestId) => Entries.Any(e => e.Charge.RequestId == requestId);

    public decimal SpentInMonth(DateTimeOffset now) => Months.GetValueOrDefault(Month(now));

    public LedgerState WithoutStale(DateTimeOffset now)
    {
        var stale = Reservations.Where(r => r.Value.ExpiresAt <= now).Select(r => r.Key).ToArray();
        return stale.Length == 0 ? this : this with { Reservations = Reservations.RemoveRange(stale) };
    }

    public LedgerState Reserve(string requestId, decimal amount, DateTimeOffset expiresAt) =>
        this with { Reservations = Reservations.SetItem(requestId, new Reservation(amount, expiresAt)) };

    public LedgerState Settle(LedgerCharge charge, DateTimeOffset now)
    {
        var months = Months.SetItem(Month(now), SpentInMonth(now) + charge.Amount);
        return this with
        {
            Reservations = Reservations.Remove(charge.RequestId),
            Entries = Bounded(Entries.Add(new LedgerEntry(charge, now))),
            TotalsByKind = TotalsByKind.SetItem(charge.Kind, TotalsByKind.GetValueOrDefault(charge.Kind) + charge.Amount),
            Months = months.Count > 12 ? months.Remove(months.Keys.First()) : months,
        };
    }

    private static ImmutableArray<LedgerEntry> Bounded(ImmutableArray<LedgerEntry> entries)
    {
        if (entries.Length <= MaxEntries) return entries;
        var folded = entries.Take(entries.Length - (MaxEntries / 2)).ToLookup(e => e.Charge.Kind);
        var carried = folded.Select(kind => new LedgerEntry(
            new LedgerCharge($"{CarriedForward}:{kind.Key}", kind.Key, CarriedForward, kind.Sum(e => e.Charge.Quantity), kind.Sum(e => e.Charge.Amount)),
            kind.Max(e => e.At)));
        return [.. carried, .. entries.Skip(entries.Length - (MaxEntries / 2))];
    }

    private static string Month(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

[GenerateSerializer, Immutable, Alias("vault.Reservation")]
public sealed record Reservation([property: Id(0)] decimal Amount, [property: Id(1)] DateTimeOffset ExpiresAt);
