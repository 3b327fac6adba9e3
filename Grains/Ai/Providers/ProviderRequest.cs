using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace ObsidianVault.Ai;

/// <summary>Makes of one call what one provider understands.</summary>
internal static class ProviderRequest
{
    public static (IReadOnlyList<ChatMessage> Messages, ChatOptions Options) For(AiTarget target, AiCall call, int maxOutput)
    {
        var kind = target.Provider.Kind;
        var options = call.Options?.Clone() ?? new ChatOptions();
        options.ModelId = target.Model.Id;
        options.MaxOutputTokens = maxOutput;
        var messages = call.Messages;

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } && !ProviderDefaults.KnowsJsonSchema(kind))
        {
            options.ResponseFormat = kind == AiProviderKind.Anthropic ? null : ChatResponseFormat.Json;
            messages = [new ChatMessage(ChatRole.System, $"Answer with one JSON value that follows this JSON schema, and with nothing else:\n{schema.GetRawText()}"), .. messages];
        }

        if (kind is not (AiProviderKind.Anthropic or AiProviderKind.Catalogue) && !ProviderDefaults.KnowsMaxCompletionTokens(kind))
        {
            options.MaxOutputTokens = null;
            options.RawRepresentationFactory = _ =>
            {
                var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The only way to send a field that the SDK has no property for.
                raw.Patch.Set("$.max_tokens"u8, maxOutput);
#pragma warning restore SCME0001
                return raw;
            };
        }

        if (kind == AiProviderKind.Catalogue) options.For(call.Class == AiClass.Code ? AiTask.ManimCode : AiTask.Chat);
        return (messages, options);
    }
}
