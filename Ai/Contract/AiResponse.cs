using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Contract;

/// <summary>A complete, checked answer.</summary>
public sealed record AiResponse
{
    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The text of all messages.</summary>
    public string Text => string.Concat(Messages.Select(message => message.Text));

    /// <summary>For the class code: what was inside the fence, or the whole text where it had none.</summary>
    public string? Code { get; init; }

    public required ChatFinishReason FinishReason { get; init; }

    /// <summary>Who answered, such as "openai"; the one of then where it comes from the cache.</summary>
    public required string Provider { get; init; }

    /// <summary>The model that answered, as the price table knows it, without the provider.</summary>
    public required string Model { get; init; }

    /// <summary>What this call used: of the attempt that answered. Nothing where <see cref="IsCached"/>.</summary>
    public required AiUsage Usage { get; init; }

    /// <summary>What this call cost over all attempts, in US dollars; 0 where it was cached.</summary>
    public decimal Cost { get; init; }

    /// <summary>Whether no provider was asked for this call: from the cache, or together with an equal call.</summary>
    public bool IsCached { get; init; }

    /// <summary>How many times a provider was asked, failed attempts included.</summary>
    public int Attempts { get; init; } = 1;
}

/// <summary>One piece of a streamed answer.</summary>
public sealed record AiChunk
{
    /// <summary>From 0, without gaps; the same for everybody who watches this answer.</summary>
    public required int Sequence { get; init; }

    /// <summary>What came. Its usage contents are removed: usage is in <see cref="Completed"/>.</summary>
    public required ChatResponseUpdate Update { get; init; }

    public required string Provider { get; init; }

    public required string Model { get; init; }

    public bool IsCached { get; init; }

    /// <summary>On the last chunk of an answer that came to its end: all of it, with usage and cost.</summary>
    public AiResponse? Completed { get; init; }
}

/// <summary>The vectors, with the same meaning of provider, model, usage and cost as <see cref="AiResponse"/>.</summary>
public sealed record AiEmbeddings(
    IReadOnlyList<ReadOnlyMemory<float>> Vectors, string Provider, string Model, AiUsage Usage, decimal Cost, int Attempts);
