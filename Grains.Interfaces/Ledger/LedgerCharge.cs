namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <param name="RequestId">The idempotency key, 1 to 300 characters.</param>
/// <param name="Kind">What was bought: "tokens", "render-seconds", "storage".</param>
/// <param name="Item">The model, or the quality of a render.</param>
/// <param name="Quantity">How much, in the kind's unit.</param>
/// <param name="Amount">US dollars, at least 0; booked to 12 decimal places.</param>
[GenerateSerializer, Immutable, Alias("vault.LedgerCharge")]
public sealed record LedgerCharge(
    [property: Id(0)] string RequestId,
    [property: Id(1)] string Kind,
    [property: Id(2)] string Item,
    [property: Id(3)] decimal Quantity,
    [property: Id(4)] decimal Amount)
{
    public const int MaxAtOnce = 32;

    /// <summary>Where the request came from: a chat channel, "api", "job"; empty where it is not known.</summary>
    [Id(5)] public string Channel { get; init; } = "";

    /// <summary>Who was paid, such as "openai"; empty where there is nobody.</summary>
    [Id(6)] public string Provider { get; init; } = "";

    /// <summary>How the paid call ended.</summary>
    [Id(7)] public ChargeOutcome Outcome { get; init; }

    /// <summary>Whether the tokens were counted by us, because the provider sent no usage.</summary>
    [Id(8)] public bool Estimated { get; init; }

    /// <summary>The tokens that the amount is the price of; null for what has none.</summary>
    [Id(9)] public TokenUsage? Tokens { get; init; }
}

/// <summary>How a paid call ended.</summary>
public enum ChargeOutcome
{
    Complete,

    /// <summary>A stream that broke, or whose reader left: what came is paid.</summary>
    Partial,

    /// <summary>An attempt that failed and billed all the same.</summary>
    Failed,

    /// <summary>Answered from the cache, for nothing.</summary>
    CacheHit,
}

/// <summary>The tokens of one call. The parts are contained in the wholes, as providers report them.</summary>
/// <param name="Input">All that was sent, cached and written to the cache included.</param>
/// <param name="CachedInput">Read from the provider's cache.</param>
/// <param name="CacheWrite">Written to the provider's cache, where it charges for that.</param>
/// <param name="Output">All that came, reasoning included.</param>
/// <param name="Reasoning">Thought and not shown.</param>
/// <param name="Images">Pictures sent, where a model has a price for one.</param>
[GenerateSerializer, Immutable, Alias("vault.TokenUsage")]
public sealed record TokenUsage(
    [property: Id(0)] long Input,
    [property: Id(1)] long Output,
    [property: Id(2)] long CachedInput = 0,
    [property: Id(3)] long CacheWrite = 0,
    [property: Id(4)] long Reasoning = 0,
    [property: Id(5)] int Images = 0);

[GenerateSerializer, Immutable, Alias("vault.LedgerEntry")]
public sealed record LedgerEntry(
    [property: Id(0)] LedgerCharge Charge,
    [property: Id(1)] DateTimeOffset At);

/// <summary>A place in the list of entries: the entries come newest first, and by id where they are equally old.</summary>
[GenerateSerializer, Immutable, Alias("vault.EntryCursor")]
public sealed record EntryCursor([property: Id(0)] DateTimeOffset At, [property: Id(1)] string RequestId);
