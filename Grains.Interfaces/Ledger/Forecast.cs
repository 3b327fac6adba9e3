namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>What a month will have cost at its end.</summary>
public static class Forecast
{
    /// <summary>The days that tell how it goes on.</summary>
    public const int Window = 7;

    /// <summary>
    /// What is spent, and for the rest of the month as much a day as in the last seven days. The day of the first
    /// spending begins the count, so that somebody who came yesterday is not taken for frugal.
    /// </summary>
    /// <param name="spentOn">What was spent on a day.</param>
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
        // Half a day at least: the first call of somebody new is not the rule of a month.
        return decimal.Round(spentInMonth + (spent / Math.Max(days, 0.5m) * left), 4);
    }
}
