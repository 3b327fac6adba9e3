using System.Text.Json.Serialization;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Ai.Billing;

/// <summary>A model's prices from a UTC day on, in US dollars.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ModelPrice
{
    public required DateOnly From { get; init; }

    /// <summary>Per million input tokens that were not cached.</summary>
    public required decimal Input { get; init; }

    /// <summary>Per million output tokens, including reasoning.</summary>
    public required decimal Output { get; init; }

    /// <summary>Per million tokens read from the provider's cache; null: same as <see cref="Input"/>.</summary>
    public decimal? Cached { get; init; }

    /// <summary>Per million tokens written to the provider's cache; null: same as <see cref="Input"/>.</summary>
    public decimal? CacheWrite { get; init; }

    /// <summary>Per request, whatever its size.</summary>
    public decimal Request { get; init; }

    /// <summary>Per picture in the request, if pictures are not billed as tokens.</summary>
    public decimal Image { get; init; }

    /// <summary>The prices of a whole request whose input exceeds a limit.</summary>
    [JsonPropertyName("long")]
    public LongPrice? LongRequest { get; init; }

    /// <summary>The cost of a call. Reasoning is part of the output, cached tokens are part of the input.</summary>
    public decimal Of(TokenUsage usage)
    {
        var cached = Math.Clamp(usage.CachedInput, 0, usage.Input);
        var written = Math.Clamp(usage.CacheWrite, 0, usage.Input - cached);
        var fresh = usage.Input - cached - written;
        var tokens = LongRequest is { } large && usage.Input > large.Above
            ? (fresh * large.Input) + (cached * (large.Cached ?? large.Input)) + (written * (large.CacheWrite ?? large.Input))
                + (usage.Output * large.Output)
            : (fresh * Input) + (cached * (Cached ?? Input)) + (written * (CacheWrite ?? Input)) + (usage.Output * Output);
        return (tokens / 1_000_000m) + Request + (usage.Images * Image);
    }
}

/// <summary>Like <see cref="ModelPrice"/>, for requests with more than <paramref name="Above"/> input tokens.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LongPrice(long Above, decimal Input, decimal Output, decimal? Cached = null, decimal? CacheWrite = null);

/// <summary>The price of one unit from a day on.</summary>
public sealed record UnitPrice(DateOnly From, decimal Price);
