using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Grains.Ledger;

/// <summary>
/// The rows of one user in the memory of the only grain that writes them, and the charges on their way to the rows.
/// </summary>
internal sealed class LedgerBook
{
    private readonly Dictionary<string, decimal> _totals = new(StringComparer.Ordinal);
    private readonly Dictionary<DateOnly, decimal> _days = [];
    private readonly Dictionary<string, HoldRow> _holds = new(StringComparer.Ordinal);
    private DateTimeOffset _nextLapse = DateTimeOffset.MaxValue;
    private decimal _onTheWay;

    public LedgerBook(LedgerAccount account)
    {
        Version = account.Version;
        foreach (var (kind, amount) in account.TotalsByKind) _totals[kind] = amount;
        foreach (var (day, amount) in account.Days) _days[day] = amount;
        foreach (var hold in account.Holds) Hold(hold);
    }

    /// <summary>Counts what was spent under another name as well.</summary>
    public void Absorb(LedgerAccount other)
    {
        foreach (var (kind, amount) in other.TotalsByKind) _totals[kind] = _totals.GetValueOrDefault(kind) + amount;
        foreach (var (day, amount) in other.Days) _days[day] = _days.GetValueOrDefault(day) + amount;
    }

    public long Version { get; private set; }

    public decimal Reserved { get; private set; }

    public ImmutableSortedDictionary<string, decimal> TotalsByKind => _totals.ToImmutableSortedDictionary(StringComparer.Ordinal);

    public decimal SpentOn(DateOnly day) => _days.GetValueOrDefault(day);

    public decimal SpentIn(DateOnly month) => _days.Where(d => d.Key.Year == month.Year && d.Key.Month == month.Month).Sum(d => d.Value);

    public HoldRow? HoldOf(string requestId) => _holds.GetValueOrDefault(requestId);

    public void Hold(HoldRow hold)
    {
        Free(hold.RequestId);
        _holds[hold.RequestId] = hold;
        Reserved += hold.Amount;
        if (hold.ExpiresAt < _nextLapse) _nextLapse = hold.ExpiresAt;
    }

    public bool Free(string requestId)
    {
        if (!_holds.Remove(requestId, out var hold)) return false;
        Reserved -= hold.Amount;
        return true;
    }

    /// <summary>Ends the reservations that have expired.</summary>
    /// <returns>Their ids.</returns>
    public IReadOnlyList<string> Lapse(DateTimeOffset now)
    {
        if (now < _nextLapse) return [];
        var lapsed = _holds.Values.Where(h => h.ExpiresAt <= now).Select(h => h.RequestId).ToList();
        foreach (var id in lapsed) Free(id);
        _nextLapse = _holds.Count == 0 ? DateTimeOffset.MaxValue : _holds.Values.Min(h => h.ExpiresAt);
        return lapsed;
    }

    /// <summary>Counts a charge as spent before it is in the rows.</summary>
    public void Send(LedgerEntry entry) => _onTheWay += entry.Charge.Amount;

    /// <summary>Applies the result of a commit.</summary>
    public void Apply(LedgerChanges changes, LedgerCommit commit)
    {
        Version = commit.Version;
        var booked = new HashSet<string>(commit.Booked, StringComparer.Ordinal);
        foreach (var entry in changes.Charges)
        {
            var charge = entry.Charge;
            _onTheWay -= charge.Amount;
            if (!booked.Remove(charge.RequestId)) continue;
            var day = DateOnly.FromDateTime(entry.At.UtcDateTime);
            _days[day] = _days.GetValueOrDefault(day) + charge.Amount;
            _totals[charge.Kind] = _totals.GetValueOrDefault(charge.Kind) + charge.Amount;
        }

        foreach (var hold in changes.Held)
            if (!commit.Held.Contains(hold.RequestId)) Free(hold.RequestId);
    }

    /// <summary>Whether the budgets allow one more call at this cost.</summary>
    /// <param name="held">The part of the cost that is already reserved.</param>
    public BudgetDecision Decide(
        DateTimeOffset now, decimal worstCase, decimal? daily, decimal monthly, decimal softLimit, decimal held = 0)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var month = Decide(BudgetPeriod.Month, monthly, SpentIn(today), worstCase, softLimit, FirstOfNextMonth(today), held);
        if (!month.Admitted || daily is null) return month;
        var day = Decide(BudgetPeriod.Day, daily.Value, SpentOn(today), worstCase, softLimit, Midnight(today.AddDays(1)), held);
        return day.Admitted && month.IsNearLimit ? month : day;
    }

    public static DateTimeOffset FirstOfNextMonth(DateOnly day) => Midnight(new DateOnly(day.Year, day.Month, 1).AddMonths(1));

    private BudgetDecision Decide(
        BudgetPeriod period, decimal budget, decimal spent, decimal worstCase, decimal softLimit, DateTimeOffset resetsAt, decimal held)
    {
        var used = spent + _onTheWay + Reserved - held;
        var decision = new BudgetDecision { Admitted = used + worstCase <= budget, Budget = budget, Used = used, ResetsAt = resetsAt };
        return decision.Admitted
            ? softLimit < 1 && used + worstCase > budget * softLimit ? decision with { Period = period } : decision
            : decision with { Period = period, InFlight = spent + _onTheWay + worstCase <= budget };
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
