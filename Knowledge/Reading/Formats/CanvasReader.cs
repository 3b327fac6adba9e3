using System.Text;
using System.Text.Json;
using ObsidianVault.Knowledge.Reading.Obsidian;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>
/// A canvas (JSON Canvas 1.0, jsoncanvas.org): its cards from top to bottom as one Markdown note. Groups are headings, cards of
/// files are embeds.
/// </summary>
internal static class CanvasReader
{
    public static Note Read(string path, string json)
    {
        try
        {
            var (markdown, warnings) = Compose(json);
            var note = MarkdownReader.Read(path, markdown);
            return note with { Kind = "canvas", Warnings = [.. warnings, .. note.Warnings] };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new DocumentRefusedException("The file is not a canvas: it is not the JSON that Obsidian writes.");
        }
    }

    private static (string Markdown, List<string> Warnings) Compose(string json)
    {
        var warnings = new List<string>();
        var markdown = new StringBuilder();
        // An empty file is an empty canvas.
        if (string.IsNullOrWhiteSpace(json)) return ("", warnings);
        using var canvas = JsonDocument.Parse(json);
        if (canvas.RootElement.ValueKind != JsonValueKind.Object) throw new JsonException();
        foreach (var node in Nodes(canvas.RootElement).OrderBy(node => Number(node, "y")).ThenBy(node => Number(node, "x")))
        {
            var (text, hidden) = HiddenText.Remove(Card(node));
            warnings.AddRange(hidden);
            // An empty heading ends the sections of the card before.
            if (!string.IsNullOrWhiteSpace(text)) markdown.Append("#\n").Append(text.Trim('\n')).Append("\n\n");
        }

        var labels = Labels(canvas.RootElement).Where(label => label.Length > 0).ToList();
        if (labels.Count > 0) markdown.Append("#\n").AppendJoin("\n\n", labels).Append('\n');
        return (markdown.ToString(), warnings);
    }

    private static string Card(JsonElement node) => Text(node, "type") switch
    {
        "text" => Text(node, "text").ReplaceLineEndings("\n"),
        "file" when Text(node, "file") is { Length: > 0 } file => $"![[{file}{Text(node, "subpath")}]]",
        "link" => Text(node, "url") is { Length: > 0 } url ? $"<{url}>" : "",
        "group" when Text(node, "label") is { Length: > 0 } label => $"## {label.ReplaceLineEndings(" ")}",
        _ => "",
    };

    private static IEnumerable<JsonElement> Nodes(JsonElement root) => Objects(root, "nodes");

    private static IEnumerable<string> Labels(JsonElement root) => Objects(root, "edges").Select(edge => Text(edge, "label"));

    private static IEnumerable<JsonElement> Objects(JsonElement root, string name) =>
        root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Object)
            : [];

    private static string Text(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static double Number(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            ? number
            : 0;
}
