namespace ObsidianVault.Ai.Contract;

/// <summary>
/// The single entry point to all AI providers: routing, fallback, queues, cooldowns, cache, validation, billing and
/// telemetry are behind it. A singleton that works the same in a silo, in a grain's turn and in the stateless front end.
/// </summary>
/// <remarks>
/// No call outlives <see cref="AiCall.Deadline"/>, which covers all attempts, queues and waits. Every failure is an
/// <see cref="AiException"/>, except <see cref="OperationCanceledException"/> if the given token was cancelled, and
/// <see cref="NoTopicException"/> from the offline catalogue.
/// </remarks>
public interface IAiService
{
    /// <summary>The models and classes that can be requested by name, classes first.</summary>
    IReadOnlyList<AiModelInfo> Models { get; }

    /// <summary>Returns the answer of the first provider that can give one.</summary>
    Task<AiResponse> CompleteAsync(AiCall call, CancellationToken cancellationToken);

    /// <summary>
    /// Streams the answer token by token. A provider that fails before the first chunk is replaced unnoticed. Only the last
    /// chunk has <see cref="AiChunk.Completed"/>; a stream that ends without it threw an exception.
    /// </summary>
    /// <remarks>
    /// Cancelling the token or disposing the enumerator closes the connection to the provider at once; what it had already
    /// sent is charged. A failure after the first chunk is an <see cref="AiException"/> with <see cref="AiException.OutputCommitted"/>.
    /// </remarks>
    IAsyncEnumerable<AiChunk> StreamAsync(AiCall call, CancellationToken cancellationToken);

    /// <summary>One vector per input, in the same order, all from one model.</summary>
    Task<AiEmbeddings> EmbedAsync(AiEmbedCall call, CancellationToken cancellationToken);

    /// <summary>The model that <see cref="EmbedAsync"/> uses for a class or name, without its provider; null for none.</summary>
    string? FindEmbeddingModel(string name);
}

/// <param name="Name">The name to use in a call: a class such as "chat", or "provider/model".</param>
/// <param name="Provider">The provider that runs it; empty for a class.</param>
/// <param name="IsClass">Whether it is a request class, which is routed to one of several models.</param>
/// <param name="ContextWindow">The maximum of input and output tokens together.</param>
/// <param name="Vision">Whether it accepts pictures.</param>
/// <param name="Embeds">Whether it creates embeddings, and nothing else.</param>
public sealed record AiModelInfo(string Name, string Provider, bool IsClass, int ContextWindow, bool Vision, bool Embeds)
{
    /// <summary>The provider's own name of the model, which a call may also use; same as <see cref="Name"/> for a class.</summary>
    public string ShortName => IsClass ? Name : Name[(Provider.Length + 1)..];
}
