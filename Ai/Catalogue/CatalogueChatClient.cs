using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Maths;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>
/// The built-in provider for machines without an API key. What the exact engine can work out, it works out; for ideas it has a fixed set
/// of topics. It needs no network and never guesses.
/// </summary>
/// <param name="maths">The exact engine; null leaves the topics alone.</param>
/// <remarks>For <see cref="AiTask.ManimCode"/> it throws <see cref="NoTopicException"/> if no topic fits.</remarks>
internal sealed class CatalogueChatClient(CatalogueMaths? maths = null) : IChatClient
{
    /// <summary>The model name in every answer.</summary>
    public const string ModelId = "catalogue";

    private static readonly ChatClientMetadata Metadata = new(ModelId, defaultModelId: ModelId);

    /// <summary>Answers the last user message, free of charge.</summary>
    /// <exception cref="NoTopicException">Code was requested, and the prompt can't be worked out and fits no topic.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellationToken.ThrowIfCancellationRequested();
        var prompt = messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "";
        var worked = maths is null ? new MathsAnswer() : await maths.WorkOutAsync(prompt, cancellationToken);
        var isCode = options.GetAiTask() == AiTask.ManimCode;
        var text = worked.Outcome switch
        {
            MathsOutcome.Answer => isCode ? CatalogueMaths.Scene(worked) : CatalogueMaths.Text(worked),
            MathsOutcome.Ask => isCode ? throw new NoTopicException(worked.Message ?? "") : worked.Message,
            _ => isCode ? CatalogueCode.Answer(prompt, worked.Language, worked.Message)
                : CatalogueHelp.Answer(prompt, worked.Language, worked.Message),
        };
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
        {
            ModelId = ModelId,
            FinishReason = ChatFinishReason.Stop,
            Usage = new() { InputTokenCount = 0, OutputTokenCount = 0, TotalTokenCount = 0 },
        };
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
