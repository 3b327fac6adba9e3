namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>Predicts the total cost of a month.</summary>
public static class Forecast
{
    /// <summary>The number of recent days on which the prediction is based.</summary>
    public const int Window = 7;

    /// <summary>
    /// What was spent so far plus, for the rest of the month, the daily average of the last seven days. Counting starts with
    /// the first day of spending, so that a new user's average is not too low.
    /// </summary>
    /// <param name="spentOn">Returns the spending on a day.</param>
    public static decimal EndOfMonth(DateTimeOffset now, decimal spentInMonth, Func<DateOnly, decimal> spentOn)
    {
        var utc = now.UtcDateTime;
        var today = DateOnly.FromDateTime(utc);
        var passed = (decimal)utc.TimeOfDay.Ticks / TimeSpan.TicksPerDay;
        var left = DateTime.DaysInMonth(today.Year, today.Month) - today.Day + (1 - passed);
        var first = Enumerable.Range(0, Window).Select(n => today.AddDays(n - Window + 1)).FirstOrDefault(d => spentOn(d) > 0);
        if (first == default) return spentInMonth;

        var days = today.DayNumber - first.DayNumber + passed;
        var spent = Enumerable.Range(0, today.DayNumber - first.DayNumber + 1).Sum(n => spentOn(first.AddDays(n)));
        // At least half a day, so that a new user's first call does not count as a whole month's rate.
        return decimal.Round(spentInMonth + (spent / Math.Max(days, 0.5m) * left), 4);
    }
}
