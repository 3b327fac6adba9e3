using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>
/// The built-in provider for machines without an API key: a fixed set of topics, filled with the prompt's function, range
/// and numbers. It needs no network and never guesses.
/// </summary>
/// <remarks>For <see cref="AiTask.ManimCode"/> it throws <see cref="NoTopicException"/> if no topic fits.</remarks>
public sealed class CatalogueChatClient : IChatClient
{
    /// <summary>The model name in every answer.</summary>
    public const string ModelId = "catalogue";

    private static readonly ChatClientMetadata Metadata = new(ModelId, defaultModelId: ModelId);

    /// <summary>Answers the last user message, immediately and free of charge.</summary>
    /// <exception cref="NoTopicException">Code was requested and no topic fits the prompt.</exception>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        var prompt = messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";
        var text = options.GetAiTask() == AiTask.ManimCode ? CatalogueCode.Answer(prompt) : CatalogueHelp.Answer(prompt);
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ModelId = ModelId,
            FinishReason = ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = 0, OutputTokenCount = 0, TotalTokenCount = 0 },
        });
    }

    /// <summary>The same answer as <see cref="GetResponseAsync"/>, as updates.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        foreach (var update in response.ToChatResponseUpdates())
            yield return update;
    }

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(ChatClientMetadata) ? Metadata : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <summary>Nothing to release.</summary>
    public void Dispose()
    {
    }
}
