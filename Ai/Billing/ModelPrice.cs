using System.Text.Json.Serialization;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Ai.Billing;

/// <summary>What a model costs from a day on (UTC), in US dollars.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ModelPrice
{
    public required DateOnly From { get; init; }

    /// <summary>A million tokens of input that came from no cache.</summary>
    public required decimal Input { get; init; }

    /// <summary>A million tokens of output, reasoning included.</summary>
    public required decimal Output { get; init; }

    /// <summary>A million tokens read from the provider's cache; null: as <see cref="Input"/>.</summary>
    public decimal? Cached { get; init; }

    /// <summary>A million tokens written to the provider's cache; null: as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>A request, whatever it holds.</summary>
    public decimal Request { get; init; }

    /// <summary>A picture in the request, where it is not paid as tokens.</summary>
    public decimal Image { get; init; }

    /// <summary>The prices of a whole request that is longer than a limit.</summary>
    [JsonPropertyName("long")]
    public LongPrice? LongRequest { get; init; }

    /// <summary>What a call costs. Reasoning is inside the output; the cached parts are inside the input.</summary>
    public decimal Of(TokenUsage usage)
    {
        var cached = Math.Clamp(usage.CachedInput, 0, usage.Input);
        var written = Math.Clamp(usage.CacheWrite, 0, usage.Input - cached);
        var fresh = usage.Input - cached - written;
        var tokens = LongRequest is { } large && usage.Input > large.Above
            ? (fresh * large.Input) + (cached * (large.Cached ?? large.Input)) + (written * (large.CacheWrite ?? large.Input)) + (usage.Output * large.Output)
            : (fresh * Input) + (cached * (Cached ?? Input)) + (written * (CacheWrite ?? Input)) + (usage.Output * Output);
        return (tokens / 1_000_000m) + Request + (usage.Images * Image);
    }
}

/// <summary>As in <see cref="ModelPrice"/>, for requests with more input than <paramref name="Above"/> tokens.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LongPrice(long Above, decimal Input, decimal Output, decimal? Cached = null, decimal? CacheWrite = null);

/// <summary>What one unit costs from a day on.</summary>
public sealed record UnitPrice(DateOnly From, decimal Price);
