namespace ObsidianVault.Ai.Contract;

/// <summary>Tokens of one attempt, the same for every provider.</summary>
/// <param name="Input">All input, cached and cache-write included.</param>
/// <param name="CachedInput">Of the input: read from the provider's cache.</param>
/// <param name="CacheWrite">Of the input: written to the provider's cache.</param>
/// <param name="Output">All output, reasoning included.</param>
/// <param name="Reasoning">Of the output: thinking that is not shown.</param>
/// <param name="Estimated">Whether the provider sent no usage and we counted: 4 bytes of text a token, a picture 1,000.</param>
public sealed record AiUsage(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning, bool Estimated)
{
    public static AiUsage None { get; } = new(0, 0, 0, 0, 0, Estimated: false);

    public long Total => Input + Output;
}
