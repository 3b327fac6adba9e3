using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>
/// Reads the reasoning of an earlier answer, in the members that backends have for it. Providers refuse signed reasoning that comes back
/// changed, so lists stay as they are.
/// </summary>
internal static class ChatReasoningReader
{
    private static readonly string[] s_texts = ["reasoning_content", "reasoning"];
    private static readonly string[] s_lists = ["reasoning_details", "thinking_blocks"];

    public static bool Reads(string member) => s_texts.Contains(member) || s_lists.Contains(member);

    public static IEnumerable<TextReasoningContent> Read(JsonElement item, string path)
    {
        var texts = s_texts.Where(name => item.Member(name) is { ValueKind: JsonValueKind.String }).ToList();
        var text = texts.Count == 0 ? "" : item.Text(texts[0], path + ".")!;
        var lists = s_lists
            .Where(name => item.Member(name) is { ValueKind: JsonValueKind.Array } list && list.GetArrayLength() > 0)
            .ToList();
        // This API gives out both members where the provider has "reasoning".
        if (lists.Count == 0 && text.Length > 0) yield return Reasoning(text, texts[^1], null);
        foreach (var name in lists)
        {
            var list = item.Member(name)!.Value;
            yield return Reasoning(text, IsMistral(list) ? "reasoning_parts" : name, list.GetRawText());
            text = "";
        }
    }

    /// <summary>Its thoughts are lists of texts.</summary>
    private static bool IsMistral(JsonElement list) =>
        list[0].ValueKind == JsonValueKind.Object && list[0].Member("thinking") is { ValueKind: JsonValueKind.Array };

    /// <summary>A part of an answer's content: Mistral's thoughts are lists, Anthropic's are texts.</summary>
    public static TextReasoningContent Part(JsonElement part) => Reasoning(
        part.Member("thinking") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "",
        part.Member("thinking") is { ValueKind: JsonValueKind.Array } ? "reasoning_parts" : "thinking_blocks",
        $"[{part.GetRawText()}]");

    private static TextReasoningContent Reasoning(string text, string field, string? data) =>
        new(text) { ProtectedData = data, AdditionalProperties = new() { [OwnProperties.Field] = field } };
}
