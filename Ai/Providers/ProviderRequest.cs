using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ChatResponseFormat = Microsoft.Extensions.AI.ChatResponseFormat;

namespace ObsidianVault.Ai.Providers;

/// <summary>Translates a call for one provider.</summary>
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
            messages =
            [
                new ChatMessage(
                    ChatRole.System,
                    $"Answer with one JSON value that follows this JSON schema, and with nothing else:\n{schema.GetRawText()}"),
                .. messages,
            ];
        }

        if (kind is not (AiProviderKind.Anthropic or AiProviderKind.Catalogue))
            SetRaw(options, ProviderDefaults.KnowsMaxCompletionTokens(kind) ? null : maxOutput);

        if (kind == AiProviderKind.Catalogue) options.For(call.Class == AiClass.Code ? AiTask.ManimCode : AiTask.Chat);
        return (messages, options);
    }

    /// <summary>
    /// Sets what the adapter would change: the old name of the output limit, and a schema, which it would make stricter.
    /// </summary>
    private static void SetRaw(ChatOptions options, int? maxTokens)
    {
        var format = options.ResponseFormat as ChatResponseFormatJson;
        if (maxTokens is null && format?.Schema is null) return;
        var strict = options.AdditionalProperties?.TryGetValue("strict", out var flag) == true && flag is true;
        if (maxTokens is not null) options.MaxOutputTokens = null;
        options.RawRepresentationFactory = _ =>
        {
            var raw = new ChatCompletionOptions();
#pragma warning disable SCME0001 // The only way to send a field that the SDK has no property for.
            if (maxTokens is { } most) raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
            if (format?.Schema is { } schema)
            {
                raw.ResponseFormat = OpenAI.Chat.ChatResponseFormat.CreateJsonSchemaFormat(
                    format.SchemaName ?? "answer", BinaryData.FromString(schema.GetRawText()), format.SchemaDescription, strict);
            }

            return raw;
        };
    }
}
