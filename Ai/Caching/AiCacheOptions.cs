using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using StackExchange.Redis;

namespace ObsidianVault.Ai.Caching;

/// <summary>
/// Section <c>AiCache</c>: the answers that are kept, in Redis if <c>Redis:ConnectionString</c> is set, otherwise in memory.
/// </summary>
public sealed class AiCacheOptions
{
    public const string Section = "AiCache";

    /// <summary>Whether answers are cached at all. Default: yes.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The lifetime of answers of the class code. Default 24 hours, 0 (never cached) to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Code { get; set; } = TimeSpan.FromHours(24);

    /// <summary>The lifetime of answers of all other classes. Default 1 hour, 0 (never cached) to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Questions { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The lifetime for calls with a temperature of 0.9 or more. Default 30 minutes, 0 (never cached) to 7 days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan Creative { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The memory used by one process; the least recently used goes first. Default 64 MiB, 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int MemoryMiB { get; set; } = 64;
}

/// <summary>
/// Section <c>Redis</c>: what the processes of a cluster share for a while, which are cached answers and the counts of the request
/// limits. Nothing that must be kept is in it.
/// </summary>
public sealed class RedisOptions
{
    public const string Section = "Redis";

    /// <summary>
    /// In StackExchange.Redis format, such as <c>localhost:6379,password=...</c>. Empty: each process caches and counts in its own memory.
    /// </summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>The prefix of every key. Default vault:, at most 100 characters.</summary>
    [StringLength(100)]
    public string KeyPrefix { get; set; } = "vault:";
}

/// <summary>Rejects an invalid connection string at startup, but not an unavailable Redis.</summary>
internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ConnectionString.Length == 0) return ValidateOptionsResult.Success;
        try
        {
            return ConfigurationOptions.Parse(options.ConnectionString).EndPoints.Count > 0
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail("Redis:ConnectionString names no server.");
        }
        catch (ArgumentException)
        {
            return ValidateOptionsResult.Fail("Redis:ConnectionString cannot be read; it should be like host:6379,password=...");
        }
    }
}
