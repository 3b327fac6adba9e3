namespace ObsidianVault.Ai.Contract;

/// <summary>The tokens of one attempt, in the same form for every provider.</summary>
/// <param name="Input">All input, including tokens read from and written to the cache.</param>
/// <param name="CachedInput">The part of the input read from the provider's cache.</param>
/// <param name="CacheWrite">The part of the input written to the provider's cache.</param>
/// <param name="Output">All output, including reasoning.</param>
/// <param name="Reasoning">The part of the output that is reasoning and not shown.</param>
/// <param name="Estimated">
/// Whether we estimated, because the provider sent no usage: 4 bytes of text per token, 1,000 tokens per picture.
/// </param>
public sealed record AiUsage(long Input, long CachedInput, long CacheWrite, long Output, long Reasoning, bool Estimated)
{
    public static AiUsage None { get; } = new(0, 0, 0, 0, 0, Estimated: false);

    public long Total => Input + Output;
}
