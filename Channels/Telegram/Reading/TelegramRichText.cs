using System.Text;
using System.Text.Json;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>
/// The text of a rich message (core.telegram.org/bots/api#richmessage): one block per line, without styles, and code between its
/// marks.
/// </summary>
internal static class TelegramRichText
{
    private const int MaxLength = 65_536;

    // The fields in which blocks keep text or other blocks, in reading order.
    private static readonly string[] s_parts = ["label", "summary", "text", "expression", "blocks", "items", "caption", "credit"];

    public static string? Flatten(JsonElement rich)
    {
        var text = new StringBuilder();
        foreach (var block in rich.Items("blocks")) AppendBlock(text, block);
        return text.Length == 0 ? null : text.ToString().Trim().Clip(MaxLength);
    }

    private static void AppendBlock(StringBuilder text, JsonElement block)
    {
        if (text.Length > MaxLength) return;
        if (block.Text("type") == "pre" && block.Has("text"))
        {
            text.Append("```").Append(block.Text("language")).Append('\n');
            AppendRuns(text, block, "text");
            EndLine(text);
            text.Append("```\n");
            return;
        }

        foreach (var part in s_parts)
        {
            var value = block.Get(part);
            if (part is "blocks" or "items")
            {
                foreach (var inner in block.Items(part)) AppendBlock(text, inner);
            }
            else if (part == "caption" && value.ValueKind == JsonValueKind.Object && !value.Has("type"))
            {
                AppendBlock(text, value);
            }
            else if (value.ValueKind != JsonValueKind.Undefined)
            {
                AppendRuns(text, block, part);
                EndLine(text);
            }
        }

        foreach (var row in block.Items("cells"))
        {
            if (row.ValueKind != JsonValueKind.Array) continue;
            foreach (var cell in row.EnumerateArray())
            {
                if (text.Length > 0 && text[^1] != '\n') text.Append(" | ");
                AppendRuns(text, cell, "text");
            }

            EndLine(text);
        }
    }

    /// <summary>A run is a string, an object that wraps a run, or an array of runs.</summary>
    private static void AppendRuns(StringBuilder text, JsonElement owner, string name)
    {
        var value = owner.Get(name);
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                text.Append(owner.Text(name));
                break;
            case JsonValueKind.Object:
                AppendRun(text, value);
                break;
            case JsonValueKind.Array:
                foreach (var run in value.EnumerateArray())
                {
                    if (run.ValueKind == JsonValueKind.String) text.Append(run.AsText());
                    else AppendRun(text, run);
                }

                break;
        }
    }

    /// <summary>A link is followed by its target.</summary>
    private static void AppendRun(StringBuilder text, JsonElement run)
    {
        var start = text.Length;
        AppendRuns(text, run, run.Has("text") ? "text" : run.Has("expression") ? "expression" : "alternative_text");
        if (run.Text("type") == "url" && run.Text("url") is { Length: <= 2048 } url && text.ToString(start, text.Length - start) != url)
            text.Append($" ({url})");
    }

    private static void EndLine(StringBuilder text)
    {
        if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
    }

    private static string? AsText(this JsonElement value)
    {
        try
        {
            return value.GetString()!.Replace("\0", "", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            return null; // an unpaired surrogate: not valid text
        }
    }
}
