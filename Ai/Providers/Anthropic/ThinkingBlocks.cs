using System.Buffers;
using System.Text;
using System.Text.Json;
using ObsidianVault.Ai.Providers.ChatCompletions;

namespace ObsidianVault.Ai.Providers.Anthropic;

/// <summary>
/// Anthropic's signed thoughts in the form that chat completions have for them: the member thinking_blocks of a message, a list. They
/// have to come back unchanged before the calls that they led to.
/// </summary>
internal static class ThinkingBlocks
{
    public const string Field = "thinking_blocks";

    /// <summary>A list of one block.</summary>
    /// <param name="signature">The signature, or the data of a redacted block.</param>
    public static string Write(string type, string text, string signature)
    {
        var output = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(output, RequestWriter.Json);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("type", type);
        if (type == "thinking") json.WriteString("thinking", text);
        json.WriteString(type == "thinking" ? "signature" : "data", signature);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    /// <summary>The blocks of a list that Anthropic accepts: with a signature, or redacted.</summary>
    public static IEnumerable<JsonElement> Read(string list)
    {
        JsonElement all;
        try
        {
            all = JsonElement.Parse(list);
        }
        catch (JsonException)
        {
            yield break;
        }

        if (all.ValueKind != JsonValueKind.Array) yield break;
        foreach (var block in all.EnumerateArray())
            if (Has(block, "type", "redacted_thinking", "data") || Has(block, "type", "thinking", "signature")) yield return block;
    }

    private static bool Has(JsonElement block, string name, string type, string proof) =>
        block.ValueKind == JsonValueKind.Object
        && block.TryGetProperty(name, out var own)
        && own.ValueKind == JsonValueKind.String
        && own.ValueEquals(type)
        && block.TryGetProperty(proof, out var signature)
        && signature.ValueKind == JsonValueKind.String
        && signature.GetString()!.Length > 0;
}
