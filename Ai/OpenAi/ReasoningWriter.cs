using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>
/// Writes reasoning as clients of this API know it: the text as reasoning_content, and also as reasoning if the provider calls it so;
/// what is signed in the member in which it has to come back.
/// </summary>
internal static class ReasoningWriter
{
    public static void Write(Utf8JsonWriter json, IEnumerable<TextReasoningContent> thoughts)
    {
        string? text = null;
        var isReasoning = false;
        Dictionary<string, string>? lists = null;
        foreach (var thought in thoughts)
        {
            var field = thought.Text(OwnProperties.Field);
            if (thought.Text.Length > 0) text += thought.Text;
            isReasoning |= field is "reasoning" or "reasoning_details";
            // Mistral's parts are of the content; clients have them as blocks of thoughts.
            if (thought.ProtectedData is [ '[', ..] list && field is not null)
            {
                lists ??= [];
                var name = field == "reasoning_parts" ? "thinking_blocks" : field;
                lists[name] = lists.TryGetValue(name, out var before) ? $"{before[..^1]},{list[1..]}" : list;
            }
        }

        if (text is not null) json.WriteString("reasoning_content"u8, text);
        if (text is not null && isReasoning) json.WriteString("reasoning"u8, text);
        foreach (var (name, list) in lists ?? [])
        {
            json.WritePropertyName(name);
            json.WriteRawValue(list);
        }
    }
}
