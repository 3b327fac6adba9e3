using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Ledger;

/// <summary>Section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>What one user may spend in a calendar month (UTC), in US dollars. Default 10, 0 to 1,000,000.</summary>
    [Range(0, 1_000_000)]
    public decimal MonthlyBudget { get; set; } = 10m;

    /// <summary>When a reservation that nobody settled lapses. Default 1 hour, 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan ReservationLifetime { get; set; } = TimeSpan.FromHours(1);
}
