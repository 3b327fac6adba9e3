using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Audit;

/// <summary>What operators and administrators did. Section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>How long an entry is kept. Default 730 days, 1 to 3,650 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(730);
}
