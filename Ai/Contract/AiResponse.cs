using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>A complete, checked answer.</summary>
public sealed record AiResponse
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The text of all messages.</summary>
    public string Text => string.Concat(Messages.Select(message => message.Text));

    /// <summary>For the class code: the content of the fence, or the whole text if there was none.</summary>
    public string? Code { get; init; }

    public required ChatFinishReason FinishReason { get; init; }

    /// <summary>The provider that answered, such as "openai"; for a cached answer, the original one.</summary>
    public required string Provider { get; init; }

    /// <summary>The model that answered, as named in the price table, without the provider.</summary>
    public required string Model { get; init; }

    /// <summary>The usage of the attempt that answered; none if <see cref="IsCached"/>.</summary>
    public required AiUsage Usage { get; init; }

    /// <summary>The cost of this call over all attempts, in US dollars; 0 if cached.</summary>
    public decimal Cost { get; init; }

    /// <summary>Whether no provider was called for this call: it was served from the cache or joined an equal call.</summary>
    public bool IsCached { get; init; }

    /// <summary>The number of attempts at providers, including failed ones.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>How the provider served it, in its words; null if it did not say.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Which configuration of the provider made it; null if it did not say.</summary>
    public string? Fingerprint { get; init; }
}

/// <summary>One piece of a streamed answer.</summary>
public sealed record AiChunk
{
    /// <summary>From 0, without gaps; the same for every reader of this answer.</summary>
    public required int Sequence { get; init; }

    /// <summary>The update. Its usage contents are removed: usage is in <see cref="Completed"/>.</summary>
    public required ChatResponseUpdate Update { get; init; }

    public required string Provider { get; init; }

    public required string Model { get; init; }

    public bool IsCached { get; init; }

    /// <summary>On the last chunk of a complete answer: all of it, with usage and cost.</summary>
    public AiResponse? Completed { get; init; }
}

/// <summary>The vectors; provider, model, usage and cost mean the same as in <see cref="AiResponse"/>.</summary>
public sealed record AiEmbeddings(
    IReadOnlyList<ReadOnlyMemory<float>> Vectors, string Provider, string Model, AiUsage Usage, decimal Cost, int Attempts);
