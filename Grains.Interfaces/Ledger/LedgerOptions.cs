using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>Section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>What one user may spend in a calendar month (UTC), in US dollars. Default 10, 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public decimal MonthlyBudget { get; set; } = 10m;

    /// <summary>
    /// What one user may spend in a calendar day (UTC), in US dollars, 0 to 1,000,000. Default: only the month has a limit.
    /// </summary>
    [Range(0, 1_000_000)]
    public decimal? DailyBudget { get; set; }

    /// <summary>The fraction of a budget above which the user is warned. Default 0.8, 0 to 1; 1 never warns.</summary>
    [Range(0, 1)]
    public decimal SoftLimit { get; set; } = 0.8m;

    /// <summary>When an unsettled reservation expires. Default 1 hour, 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long single charges are kept; the sums of each day and the totals stay. Default 400 days, 62 days to 10 years. A charge
    /// that is repeated later than that is booked again.
    /// </summary>
    [Range(typeof(TimeSpan), "62.00:00:00", "3653.00:00:00")]
    public TimeSpan EntryLifetime { get; set; } = TimeSpan.FromDays(400);

    /// <summary>A JSON file with prices that override the built-in ones, in the same format. Default: none.</summary>
    public string? PriceFile { get; set; }
}
