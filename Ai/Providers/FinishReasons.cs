using System.Buffers;
using System.Text;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// OpenAI's SDK throws when it meets an unknown finish reason, but backends of compatible APIs pass on their own. These are
/// translated to OpenAI's before the SDK sees them.
/// </summary>
internal static class FinishReasons
{
    private const int Longest = 64;

    private static ReadOnlySpan<byte> Name => "\"finish_reason\""u8;

    /// <summary>The JSON with OpenAI's finish reasons; null if nothing had to be changed.</summary>
    /// <exception cref="ProviderHttpException">The reason means that the provider failed.</exception>
    public static byte[]? Rewrite(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte>? written = null;
        var (at, copied) = (0, 0);
        // Inside a string the quotes would be escaped, so every match is a property name.
        while (json[at..].IndexOf(Name) is >= 0 and var found)
        {
            at += found + Name.Length;
            while (at < json.Length && json[at] is (byte)':' or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') at++;
            if (at == json.Length || json[at] != '"') continue;
            var length = json[++at..].IndexOf((byte)'"');
            if (length < 0) break;
            if (InOurWords(json.Slice(at, length)) is { IsEmpty: false } reason)
            {
                written ??= new ArrayBufferWriter<byte>(json.Length + Longest);
                written.Write(json[copied..at]);
                written.Write(reason);
                copied = at + length;
            }

            at += length;
        }

        if (written is null) return null;
        written.Write(json[copied..]);
        return written.WrittenSpan.ToArray();
    }

    /// <summary>Empty if the reason may stay as it is.</summary>
    private static ReadOnlySpan<byte> InOurWords(ReadOnlySpan<byte> reason) => reason.Length > Longest ? default : Word(reason) switch
    {
        // Hugging Face's backends.
        "eos" or "eos_token" or "stop_sequence" => "stop"u8,
        "max_tokens" => "length"u8,
        // Gemini.
        "safety" or "recitation" or "prohibited_content" or "blocklist" or "spii" or "language" or "image_safety" => "content_filter"u8,
        // DeepSeek ran out of capacity.
        "insufficient_system_resource" =>
            throw new ProviderHttpException(new ProviderError(503, "insufficient_system_resource", "overloaded", "", "", null)),
        // Gemini: the model wrote an invalid tool call.
        "malformed_function_call" or "unexpected_tool_call" =>
            throw new ProviderHttpException(new ProviderError(200, "malformed_function_call", "", "", "", null)),
        // vLLM, SGLang and OpenRouter: the engine aborted the answer.
        "error" or "abort" => throw new ProviderHttpException(new ProviderError(502, "aborted", "", "", "", null)),
        _ => default,
    };

    /// <summary>Gemini prefixes its filter: "function_call_filter: MALFORMED_FUNCTION_CALL".</summary>
    private static string Word(ReadOnlySpan<byte> reason) =>
        Encoding.ASCII.GetString(reason[(reason.LastIndexOf((byte)':') + 1)..]).Trim().ToLowerInvariant();
}
