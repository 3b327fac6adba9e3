using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Ai.Topology;

/// <summary>One element of <c>Ai:Routes</c>: which models answer a class of requests.</summary>
public sealed class AiRouteOptions
{
    /// <summary>chat, code, quick, embed, vision, or your own name.</summary>
    public string Class { get; set; } = "";

    /// <summary>How the first target is chosen; the others follow if it fails. Default: in the given order.</summary>
    public AiBalance Balance { get; set; }

    /// <summary>
    /// How long answers are cached. Default: code 24 hours, chat, quick and vision 1 hour; 30 minutes if the temperature is 0.9 or
    /// more. 0 is never. At most 7 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "7.00:00:00")]
    public TimeSpan? CacheFor { get; set; }

    /// <summary>Whether users share the cached answers of this class. Default: no, each user has their own cache.</summary>
    public bool Shared { get; set; }

    public IList<AiTargetOptions> Targets { get; set; } = [];
}

/// <summary>How a route chooses its first target.</summary>
public enum AiBalance
{
    /// <summary>The first one that is available.</summary>
    Ordered,

    /// <summary>In proportion to the weights.</summary>
    Weighted,

    /// <summary>The one with the fewest running calls relative to its weight.</summary>
    LeastBusy,
}

/// <summary>One target of a route, and the conditions for using it.</summary>
public sealed class AiTargetOptions
{
    /// <summary>"provider/model", or another class, which stands for that route's targets.</summary>
    public string Model { get; set; } = "";

    /// <summary>Its weight. Default 1, 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int Weight { get; set; } = 1;

    /// <summary>Only for calls with at least this many estimated input tokens. Default 0.</summary>
    [Range(0, 100_000_000)]
    public int MinInputTokens { get; set; }

    /// <summary>Only for calls with at most this many estimated input tokens. Default 0: no limit.</summary>
    [Range(0, 100_000_000)]
    public int MaxInputTokens { get; set; }

    /// <summary>
    /// Only for calls whose worst case costs at most this on the target, in US dollars; for a class, on each of its targets
    /// separately. Default 0: no limit.
    /// </summary>
    [Range(0, 10_000)]
    public decimal MaxCost { get; set; }

    /// <summary>Only for people with these languages: ISO 639-1, separated by commas. Empty: for everybody.</summary>
    public string Languages { get; set; } = "";
}
