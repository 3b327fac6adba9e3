using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Dialects;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Providers;

/// <summary>Translates a call for one provider.</summary>
internal static class ProviderRequest
{
    /// <summary>Among the options: whether thoughts that a model writes into its text are kept apart from it.</summary>
    public const string ThoughtsApart = "vault.thoughts_apart";

    public static (IReadOnlyList<ChatMessage> Messages, ChatOptions Options) For(AiTarget target, AiCall call, int maxOutput)
    {
        var (kind, dialect) = (target.Provider.Kind, target.Provider.Dialect);
        var options = call.Options?.Clone() ?? new ChatOptions();
        options.ModelId = target.Model.Id;
        options.MaxOutputTokens = maxOutput;
        var messages = call.Messages;

        if (options.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } && dialect.Json is JsonMode.Object or JsonMode.Prompt)
        {
            options.ResponseFormat = ChatResponseFormat.Json;
            messages =
            [
                new ChatMessage(
                    ChatRole.System,
                    $"Answer with one JSON value that follows this JSON schema, and with nothing else:\n{schema.GetRawText()}"),
                .. messages,
            ];
        }

        // Clients of the API have their own ways with them; a person in a chat does not want to read them.
        if (call.Channel != "api") (options.AdditionalProperties ??= [])[ThoughtsApart] = true;
        if (kind == AiProviderKind.Catalogue) options.For(call.Class == AiClass.Code ? AiTask.ManimCode : AiTask.Chat);
        return (messages, options);
    }
}
