using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Providers;

namespace ObsidianVault.Ai.Serving;

/// <summary>Checks whether an answer is acceptable.</summary>
internal static class CompletionCheck
{
    /// <summary>
    /// What is wrong with the answer; null if nothing is. For the class code, <paramref name="code"/> is set; whether it parses
    /// is not checked here.
    /// </summary>
    public static AiCause? Fault(AiCall call, ChatResponse response, out CodeBlock? code)
    {
        code = null;
        if (response.FinishReason is not { } reason) return AiCause.ProviderStreamCut;
        if (reason == ChatFinishReason.ContentFilter || response.Messages.Any(m => m.Contents.Any(c => c is ErrorContent)))
            return AiCause.ProviderAnswerRefused;
        // A tool cannot be called with arguments that are not JSON.
        if (response.Messages.Any(m => m.Contents.Any(c => c is FunctionCallContent { Exception: not null })))
            return reason == ChatFinishReason.Length ? AiCause.ProviderAnswerTruncated : AiCause.ProviderAnswerInvalid;
        if (reason == ChatFinishReason.Length)
            return call.MayBeTruncated ? null : AiCause.ProviderAnswerTruncated;
        if (response.Messages.Any(m => m.Contents.Any(c => c is FunctionCallContent or DataContent or UriContent))) return null;
        // A refusal in words is an answer: the caller asked for JSON or code, and is told why there is none.
        if (response.Messages.Any(m => m.Contents.Any(c => c.IsRefusal()))) return null;
        var text = response.Text;
        if (string.IsNullOrWhiteSpace(text)) return MayBeEmpty(call) ? null : AiCause.ProviderAnswerEmpty;
        if (Repetition.Dominates(text)) return AiCause.ProviderAnswerRepeated;
        if (call.Class == AiClass.Code)
        {
            code = CodeBlock.Find(text);
            return code is null ? AiCause.ProviderAnswerInvalid : null;
        }

        return call.Options?.ResponseFormat is ChatResponseFormatJson format && !JsonSchemaCheck.Follows(text, format)
            ? AiCause.ProviderAnswerInvalid
            : null;
    }

    /// <summary>Whether nothing is an answer: a model may have said all it has to say with its tools.</summary>
    private static bool MayBeEmpty(AiCall call) =>
        call.Class != AiClass.Code && call.Options?.ResponseFormat is not ChatResponseFormatJson && call.Messages[^1].Role == ChatRole.Tool;

    /// <summary>
    /// Removes thoughts that end without having begun: some templates open them in the prompt. Programs have their own ways with them.
    /// </summary>
    public static void CutThoughts(AiCall call, ChatResponse response)
    {
        if (call.Channel == "api") return;
        foreach (var message in response.Messages)
        {
            for (var i = 0; i < message.Contents.Count; i++)
            {
                if (message.Contents[i] is not TextContent text || ThoughtFilter.AfterUnopened(text.Text) is not { } rest) continue;
                message.Contents[i] = new TextContent(rest) { AdditionalProperties = text.AdditionalProperties };
            }
        }
    }

    /// <summary>Removes the fence that models like to put around JSON when only told to answer with it.</summary>
    public static void Unwrap(AiCall call, ChatResponse response)
    {
        CutThoughts(call, response);
        if (call.Options?.ResponseFormat is not ChatResponseFormatJson) return;
        var text = response.Text.Trim();
        if (!text.StartsWith("```", StringComparison.Ordinal) || CodeBlock.Find(text) is not { } inner) return;
        var contents = response.Messages[^1].Contents;
        if (response.Messages.Count != 1 || contents.Any(c => c is not TextContent)) return;
        response.Messages[^1].Contents = [new TextContent(inner.Code)];
    }
}
