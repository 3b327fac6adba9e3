using System.Collections.Frozen;
using System.Text;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>Why an answer ended, in the words of all backends.</summary>
internal static class FinishWords
{
    private const int Longest = 64;

    private static readonly FrozenDictionary<string, string> s_words = new Dictionary<string, string>
    {
        ["stop"] = "stop eos eos_token end end_turn stop_sequence stop_word complete completed finished finish normal done success "
            + "pause_turn <|im_end|> <|eot_id|> </s> 1",
        ["length"] = "length max_tokens max_output_tokens max_length model_length token_limit limit context_length "
            + "model_context_window_exceeded incomplete",
        ["tool_calls"] = "tool_calls tool_call tool_use tooluse tools function_call function_calls",
        ["content_filter"] = "content_filter content_filtered guardrail_intervened safety recitation prohibited_content blocklist spii "
            + "language image_safety sensitive refusal error_toxic moderation",
        // DeepSeek ran out of capacity.
        ["overloaded"] = "insufficient_system_resource load",
        // The model wrote an invalid tool call.
        ["malformed"] = "malformed_function_call unexpected_tool_call too_many_tool_calls",
        // The engine gave up.
        ["aborted"] = "error abort aborted cancelled canceled network_error",
    }.SelectMany(row => row.Value.Split(' ').Select(word => (Word: word, Meaning: row.Key))).ToFrozenDictionary(
        pair => pair.Word, pair => pair.Meaning);

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> s_lookup =
        s_words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The reason; null if the word says that there is none yet.</summary>
    /// <exception cref="ProviderHttpException">The word means that the provider failed.</exception>
    public static ChatFinishReason? Read(ReadOnlySpan<byte> word)
    {
        if (word.SequenceEqual("stop"u8)) return ChatFinishReason.Stop;
        if (word.IsEmpty || word.Length > Longest) return word.IsEmpty ? null : ChatFinishReason.Stop;
        Span<char> characters = stackalloc char[Longest];
        var text = (ReadOnlySpan<char>)characters[..Encoding.UTF8.GetChars(word, characters)];
        // Gemini prefixes its filter: "function_call_filter: MALFORMED_FUNCTION_CALL".
        text = text[(text.LastIndexOf(':') + 1)..].Trim();
        Span<char> lower = stackalloc char[text.Length];
        text.ToLowerInvariant(lower);
        lower.Replace('-', '_');
        lower.Replace(' ', '_');
        text = lower;
        foreach (var prefix in (ReadOnlySpan<string>)["finish_reason_", "finishreason."])
            if (text.StartsWith(prefix, StringComparison.Ordinal)) text = text[prefix.Length..];
        if (text.IsEmpty || text is "null" or "none" or "unspecified" or "undefined") return null;
        return (s_lookup.TryGetValue(text, out var meaning) ? meaning : "stop") switch
        {
            "length" => ChatFinishReason.Length,
            "tool_calls" => ChatFinishReason.ToolCalls,
            "content_filter" => ChatFinishReason.ContentFilter,
            "overloaded" => throw Failed(503, "insufficient_system_resource", "overloaded"),
            "malformed" => throw Failed(200, "malformed_function_call", ""),
            "aborted" => throw Failed(502, "aborted", ""),
            _ => ChatFinishReason.Stop,
        };
    }

    private static ProviderHttpException Failed(int status, string code, string type) =>
        new(new ProviderError(status, code, type, "", "", null));
}
