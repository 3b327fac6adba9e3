using System.Buffers;
using System.Text;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// OpenAI's SDK throws over a finish reason that OpenAI does not have. Backends of compatible APIs let their own ones through:
/// these are put into OpenAI's words before it sees them.
/// </summary>
internal static class FinishReasons
{
    private const int Longest = 64;

    private static ReadOnlySpan<byte> Name => "\"finish_reason\""u8;

    /// <summary>The JSON with reasons that OpenAI has; null where nothing had to be changed.</summary>
    /// <exception cref="ProviderHttpException">The reason is a failure of the provider.</exception>
    public static byte[]? Rewrite(ReadOnlySpan<byte> json)
    {
        ArrayBufferWriter<byte>? written = null;
        var (at, copied) = (0, 0);
        // In a text its quotes would be escaped: what is found is a name.
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

    /// <summary>Empty where it may stay as it is.</summary>
    private static ReadOnlySpan<byte> InOurWords(ReadOnlySpan<byte> reason) => reason.Length > Longest ? default : Word(reason) switch
    {
        // Hugging Face's backends.
        "eos" or "eos_token" or "stop_sequence" => "stop"u8,
        "max_tokens" => "length"u8,
        // Gemini.
        "safety" or "recitation" or "prohibited_content" or "blocklist" or "spii" or "language" or "image_safety" => "content_filter"u8,
        // DeepSeek: it stopped for want of machines.
        "insufficient_system_resource" => throw new ProviderHttpException(new ProviderError(503, "insufficient_system_resource", "overloaded", "", "", null)),
        // Gemini: the call that the model wrote is none.
        "malformed_function_call" or "unexpected_tool_call" => throw new ProviderHttpException(new ProviderError(200, "malformed_function_call", "", "", "", null)),
        // vLLM, SGLang and OpenRouter: the engine gave the answer up.
        "error" or "abort" => throw new ProviderHttpException(new ProviderError(502, "aborted", "", "", "", null)),
        _ => default,
    };

    /// <summary>Gemini puts the filter before it: "function_call_filter: MALFORMED_FUNCTION_CALL".</summary>
    private static string Word(ReadOnlySpan<byte> reason) =>
        Encoding.ASCII.GetString(reason[(reason.LastIndexOf((byte)':') + 1)..]).Trim().ToLowerInvariant();
}
