using System.Collections.Immutable;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Grains.Ledger;

/// <summary>
/// The books that older versions kept in the grain's state, as rows. They kept 500 entries and folded the older ones
/// into one a kind, "carried-forward"; what those cost in which month is told by the sums of the months.
/// </summary>
internal static class LegacyBooks
{
    private const string CarriedForward = "carried-forward";

    public static bool IsLegacy(LedgerState state) => !state.Entries.IsDefaultOrEmpty || !state.Reservations.IsEmpty;

    /// <summary>The same rows for the same state: moving it twice moves it once.</summary>
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

    /// <summary>Gives each carried entry out to the months that have more spent than their single entries explain; the rest is older.</summary>
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
        // Newest first, so that what no month explains goes to the time before them all.
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
            yield return new LedgerEntry(entry.Charge with { RequestId = $"{entry.Charge.RequestId}:older", Amount = left, Quantity = quantity }, before);
        }
    }

    private static LedgerEntry Part(LedgerEntry entry, string month, decimal amount, decimal quantity) => new(
        entry.Charge with { RequestId = $"{entry.Charge.RequestId}:{month}", Amount = amount, Quantity = quantity },
        MonthOf(entry.At) == month ? entry.At : FirstOf(month));

    private static string MonthOf(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static DateTimeOffset FirstOf(string month) => DateTimeOffset.ParseExact(
        month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
