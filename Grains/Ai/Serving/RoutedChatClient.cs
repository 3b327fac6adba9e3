using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai;

/// <summary>
/// The AI service as an <see cref="IChatClient"/>, for code that speaks Microsoft.Extensions.AI. The class is that of the
/// options' <see cref="AiTask"/>. Who asks for <see cref="AiTaskExtensions.ForUser"/> is charged by the service; else the caller books what it used.
/// </summary>
internal sealed class RoutedChatClient(IAiService ai) : IChatClient
{
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Response(await ai.CompleteAsync(Call(messages, options), cancellationToken));

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var chunk in ai.StreamAsync(Call(messages, options), cancellationToken))
        {
            if (chunk.Completed is { } completed) chunk.Update.Contents = [.. chunk.Update.Contents, new UsageContent(Usage(completed))];
            yield return chunk.Update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
    }

    private static AiCall Call(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        var (user, requestId) = options.GetUser();
        return new AiCall
        {
            User = user ?? "service",
            RequestId = requestId ?? GrainKeys.NewId(),
            BilledByCaller = user is null,
            // Without a user there is no partition that it could be in.
            MayUseCache = user is not null,
            Class = options.GetAiTask() == AiTask.ManimCode ? AiClass.Code : AiClass.Chat,
            Model = options?.ModelId,
            Messages = [.. messages],
            Options = options,
        };
    }

    private static ChatResponse Response(AiResponse response) => new([.. response.Messages])
    {
        ModelId = response.Model,
        FinishReason = response.FinishReason,
        Usage = Usage(response),
    };

    private static UsageDetails Usage(AiResponse response) => new()
    {
        InputTokenCount = response.Usage.Input,
        OutputTokenCount = response.Usage.Output,
        TotalTokenCount = response.Usage.Total,
        CachedInputTokenCount = response.Usage.CachedInput,
        ReasoningTokenCount = response.Usage.Reasoning,
    };
}
