using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Outages;

/// <summary>How long callers keep trying during an outage of ours. Section <c>Patience</c>.</summary>
public sealed class PatienceOptions
{
    public const string Section = "Patience";

    /// <summary>
    /// For a silo or the database. Longer than it takes to notice a dead silo: three probes of five seconds, a vote, and the
    /// activation elsewhere. Default 45 seconds, 1 second to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Failover { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// For a webhook: shorter than a failover, because a channel waits for the answer and redelivers what was not acknowledged.
    /// Default 8 seconds, 1 to 50 seconds: Telegram gives up after 60.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:50")]
    public TimeSpan Webhook { get; set; } = TimeSpan.FromSeconds(8);
}
