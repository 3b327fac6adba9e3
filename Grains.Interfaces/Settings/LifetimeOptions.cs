using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Interfaces.Settings;

/// <summary>How long things are kept. Section <c>Lifetimes</c>; every value is a time span such as <c>7.00:00:00</c>.</summary>
public sealed class LifetimeOptions
{
    public const string Section = "Lifetimes";

    /// <summary>An idle session, counted from its last message. Default 7 days, 1 minute to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Session { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A job that no renderer has taken. Default 24 hours, 1 second to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Queued { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A job in progress, over all its attempts. Default 1 hour, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Processing { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The link to a ready video. Default 5 minutes, 1 second to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Ready { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a link still works after its first fetch (players seek, downloads resume). Default 2 minutes, 1 second to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Claim { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The record of a failed, cancelled or expired job. Default 1 hour, 1 second to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "30.00:00:00")]
    public TimeSpan Failed { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Objects <c>videos/…</c>. Default 24 hours, 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Videos { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Objects <c>images/…</c>. Default 7 days, 1 minute to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Images { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A stored response of <c>/v1/responses</c>. Default 7 days, 1 minute to 30 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Responses { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Objects <c>documents/…</c>. Default 30 days, 1 minute to 365 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "365.00:00:00")]
    public TimeSpan Documents { get; set; } = TimeSpan.FromDays(30);
}
