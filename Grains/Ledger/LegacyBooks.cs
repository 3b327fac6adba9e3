using System.Collections.Immutable;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Grains.Ledger;

/// <summary>
/// Converts the books that older versions kept in grain state to rows. Those kept 500 entries and folded older ones into
/// one per kind, "carried-forward"; the monthly sums tell how much of that belongs to which month.
/// </summary>
internal static class LegacyBooks
{
    private const string CarriedForward = "carried-forward";

    public static bool IsLegacy(LedgerState state) => !state.Entries.IsDefaultOrEmpty || !state.Reservations.IsEmpty;

    /// <summary>Equal states give equal rows, so moving a state twice has no further effect.</summary>
    public static LedgerChanges Convert(LedgerState state, DateTimeOffset now)
    {
        var entries = state.Entries.IsDefault ? [] : state.Entries;
        var single = entries.Where(e => e.Charge.Item != CarriedForward).ToList();
        var carried = entries.Where(e => e.Charge.Item == CarriedForward).SelectMany(Spread(state, single));
        return new LedgerChanges(
            [.. single, .. carried],
            [.. state.Reservations.Where(r => r.Value.ExpiresAt > now).Select(r => new HoldRow(r.Key, r.Value.Amount, r.Value.ExpiresAt))],
            []);
    }

    /// <summary>
    /// Distributes each carried entry over the months in which more was spent than their single entries explain; the rest is
    /// older than all of them.
    /// </summary>
    private static Func<LedgerEntry, IEnumerable<LedgerEntry>> Spread(LedgerState state, List<LedgerEntry> single)
    {
        var unexplained = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        foreach (var (month, spent) in state.Months)
            unexplained[month] = spent - single.Where(e => MonthOf(e.At) == month).Sum(e => e.Charge.Amount);

        return entry => Parts(entry, unexplained);
    }

    private static IEnumerable<LedgerEntry> Parts(LedgerEntry entry, SortedDictionary<string, decimal> unexplained)
    {
        var (left, quantity) = (entry.Charge.Amount, entry.Charge.Quantity);
        // Newest first, so that what no month explains is dated before them all.
        foreach (var month in unexplained.Keys.Reverse().ToList())
        {
            var part = Math.Min(left, unexplained[month]);
            if (part <= 0) continue;
            unexplained[month] -= part;
            left -= part;
            yield return Part(entry, month, part, quantity);
            quantity = 0;
        }

        if (left > 0 || quantity > 0)
        {
            var before = unexplained.Keys.FirstOrDefault() is { } first ? FirstOf(first).AddDays(-1) : entry.At;
            var older = entry.Charge with { RequestId = $"{entry.Charge.RequestId}:older", Amount = left, Quantity = quantity };
            yield return new LedgerEntry(older, before);
        }
    }

    private static LedgerEntry Part(LedgerEntry entry, string month, decimal amount, decimal quantity) => new(
        entry.Charge with { RequestId = $"{entry.Charge.RequestId}:{month}", Amount = amount, Quantity = quantity },
        MonthOf(entry.At) == month ? entry.At : FirstOf(month));

    private static string MonthOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateTimeOffset FirstOf(string month) => DateTimeOffset.ParseExact(
        month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
