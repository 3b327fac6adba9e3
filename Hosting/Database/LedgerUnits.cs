using System.Globalization;

namespace ObsidianVault.Hosting.Database;

/// <summary>Converts decimals to the whole numbers in the ledger's tables, which the database can add up exactly.</summary>
internal static class LedgerUnits
{
    private const decimal PicodollarsPerDollar = 1_000_000_000_000m;
    private const decimal MillionthsPerUnit = 1_000_000m;

    /// <exception cref="OverflowException">The amount exceeds 9.2 million dollars.</exception>
    public static long Money(decimal dollars) => decimal.ToInt64(decimal.Round(dollars * PicodollarsPerDollar));

    public static decimal Money(long picodollars) => picodollars / PicodollarsPerDollar;

    public static long Quantity(decimal quantity) => decimal.ToInt64(decimal.Round(quantity * MillionthsPerUnit));

    public static decimal Quantity(long millionths) => millionths / MillionthsPerUnit;

    public static long Day(DateOnly day) => (day.Year * 10_000L) + (day.Month * 100) + day.Day;

    public static DateOnly Day(long day) =>
        DateOnly.ParseExact(day.ToString(CultureInfo.InvariantCulture), "yyyyMMdd", CultureInfo.InvariantCulture);

    public static long DayOf(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    public static long Time(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
