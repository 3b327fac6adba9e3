using System.ComponentModel.DataAnnotations;

namespace ObsidianVault;

/// <summary>How long things live. Section "Lifetimes"; every value is a time span such as "7.00:00:00" or "00:05:00".</summary>
public sealed class LifetimeOptions
{
    public const string Section = "Lifetimes";

    private const string Shortest = "00:00:01";
    private const string Longest = "3650.00:00:00";

    /// <summary>A conversation after its last message. 1 second to 10 years, default 7 days.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Session { get; set; } = TimeSpan.FromDays(7);

    /// <summary>A job that no renderer has taken. 1 second to 10 years, default 24 hours.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Queued { get; set; } = TimeSpan.FromHours(24);

    /// <summary>A job that is being rendered. 1 second to 10 years, default 1 hour.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Processing { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A job whose video is ready and not yet delivered. 1 second to 10 years, default 5 minutes.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Ready { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>A job that failed. 1 second to 10 years, default 1 hour.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Failed { get; set; } = TimeSpan.FromHours(1);

    /// <summary>A claim on a piece of work whose owner went silent. 1 second to 10 years, default 2 minutes.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Claim { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Objects under videos/. 1 second to 10 years, default 24 hours; S3 rounds up to whole days.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Videos { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Objects under images/. 1 second to 10 years, default 7 days; S3 rounds up to whole days.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Images { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Objects under documents/. 1 second to 10 years, default 30 days; S3 rounds up to whole days.</summary>
    [Range(typeof(TimeSpan), Shortest, Longest, ParseLimitsInInvariantCulture = true, ConvertValueInInvariantCulture = true)]
    public TimeSpan Documents { get; set; } = TimeSpan.FromDays(30);
}
