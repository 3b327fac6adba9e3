namespace ObsidianVault.Ai.Contract;

/// <summary>
/// The one door to every AI provider: routing, fallback, queues, cooldowns, cache, validation, money and telemetry are
/// behind it. A singleton; works the same in a silo, in a grain's turn and in the stateless front end.
/// </summary>
/// <remarks>
/// No call outlives <see cref="AiCall.Deadline"/>: over all attempts, queues and waits. Every failure is an
/// <see cref="AiException"/>, except <see cref="OperationCanceledException"/> where the given token was cancelled, and
/// <see cref="NoTopicException"/> of the offline catalogue.
/// </remarks>
public interface IAiService
{
    /// <summary>What can be asked for by name, with the classes first.</summary>
    IReadOnlyList<AiModelInfo> Models { get; }

    /// <summary>Answers, from the first provider that can.</summary>
    Task<AiResponse> CompleteAsync(AiCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Answers token by token. Before the first chunk a failed provider is replaced unseen. The last chunk, and only it, has
    /// <see cref="AiChunk.Completed"/>; a stream that ends without it threw.
    /// </summary>
    /// <remarks>
    /// Cancelling the token, or disposing of the enumerator, closes the connection to the provider at once; what it had
    /// sent is charged. A failure after the first chunk is an <see cref="AiException"/> with <see cref="AiException.OutputCommitted"/>.
    /// </remarks>
    IAsyncEnumerable<AiChunk> StreamAsync(AiCall call, CancellationToken cancellationToken);

    /// <summary>One vector an input, in the inputs' order, all of one model.</summary>
    Task<AiEmbeddings> EmbedAsync(AiEmbedCall call, CancellationToken cancellationToken);
}

/// <param name="Name">What a call gives as its model: a class such as "chat", or "provider/model".</param>
/// <param name="Provider">Who runs it; empty for a class.</param>
/// <param name="IsClass">Whether it is a request class, routed to one of several models.</param>
/// <param name="ContextWindow">The most tokens of input and output together.</param>
/// <param name="Vision">Whether it looks at pictures.</param>
/// <param name="Embeds">Whether it makes vectors, and only that.</param>
public sealed record AiModelInfo(string Name, string Provider, bool IsClass, int ContextWindow, bool Vision, bool Embeds)
{
    /// <summary>The model as its provider calls it, which a call may give too; a class has no other name.</summary>
    public string ShortName => IsClass ? Name : Name[(Provider.Length + 1)..];
}
