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

    /// <summary>Where the request came from: a chat channel, "api", "job"; empty if unknown.</summary>
    [Id(5)] public string Channel { get; init; } = "";

    /// <summary>The provider that was paid, such as "openai"; empty if none.</summary>
    [Id(6)] public string Provider { get; init; } = "";

    /// <summary>How the paid call ended.</summary>
    [Id(7)] public ChargeOutcome Outcome { get; init; }

    /// <summary>Whether we counted the tokens because the provider sent no usage.</summary>
    [Id(8)] public bool Estimated { get; init; }

    /// <summary>The tokens that the amount pays for; null if it is not for tokens.</summary>
    [Id(9)] public TokenUsage? Tokens { get; init; }
}

/// <summary>How a paid call ended.</summary>
public enum ChargeOutcome
{
    Complete,

    /// <summary>A stream that broke off, or whose reader left: the part that arrived is charged.</summary>
    Partial,

    /// <summary>A failed attempt that was billed nevertheless.</summary>
    Failed,

    /// <summary>Answered from the cache, free of charge.</summary>
    CacheHit,
}

/// <summary>The tokens of one call. The parts are included in the totals, as providers report them.</summary>
/// <param name="Input">All input, including tokens read from and written to the cache.</param>
/// <param name="CachedInput">Read from the provider's cache.</param>
/// <param name="CacheWrite">Written to the provider's cache, if the provider charges for that.</param>
/// <param name="Output">All output, including reasoning.</param>
/// <param name="Reasoning">Reasoning tokens, which are not shown.</param>
/// <param name="Images">The number of pictures sent, if the model has a price per picture.</param>
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

/// <summary>A position in the list of entries, which is ordered newest first and by id for equal times.</summary>
[GenerateSerializer, Immutable, Alias("vault.EntryCursor")]
public sealed record EntryCursor([property: Id(0)] DateTimeOffset At, [property: Id(1)] string RequestId);
