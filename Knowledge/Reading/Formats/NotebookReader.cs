using System.Text;
using System.Text.Json;
using ObsidianVault.Knowledge.Reading.Obsidian;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>A Jupyter notebook: its text, its code, and what the code printed, as one Markdown note.</summary>
internal static class NotebookReader
{
    private const int MaxOutput = 4000;

    public static Note Read(string path, string json)
    {
        try
        {
            using var notebook = JsonDocument.Parse(json);
            var markdown = new StringBuilder();
            foreach (var cell in Cells(notebook.RootElement)) Add(cell, Language(notebook.RootElement), markdown);
            if (markdown.Length == 0) throw new DocumentRefusedException("The notebook has no cells with text.");
            return MarkdownReader.Read(path, markdown.ToString()) with { Kind = "notebook" };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw new DocumentRefusedException("The file is not a Jupyter notebook: it is not the JSON that Jupyter writes.");
        }
    }

    private static IEnumerable<JsonElement> Cells(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) throw new JsonException();
        if (root.TryGetProperty("cells", out var cells)) return cells.EnumerateArray();
        // Until version 3 of the format the cells were in worksheets.
        if (root.TryGetProperty("worksheets", out var sheets))
            return sheets.EnumerateArray().SelectMany(sheet => sheet.GetProperty("cells").EnumerateArray());
        throw new JsonException();
    }

    private static void Add(JsonElement cell, string language, StringBuilder markdown)
    {
        if (cell.ValueKind != JsonValueKind.Object) return;
        var source = Text(cell, "source") ?? Text(cell, "input") ?? "";
        switch (cell.TryGetProperty("cell_type", out var type) ? type.GetString() : null)
        {
            case "markdown" or "heading" or "html":
                markdown.Append(source).Append("\n\n");
                break;
            case "raw":
                Fence(source, "", markdown);
                break;
            case "code":
                Fence(source, language, markdown);
                if (cell.TryGetProperty("outputs", out var outputs) && outputs.ValueKind == JsonValueKind.Array)
                    foreach (var output in outputs.EnumerateArray()) Fence(Output(output), "", markdown);
                break;
        }
    }

    private static string Output(JsonElement output)
    {
        if (output.ValueKind != JsonValueKind.Object) return "";
        var data = output.TryGetProperty("data", out var rich) && rich.ValueKind == JsonValueKind.Object ? rich : output;
        var text = Text(data, "text/plain") ?? Text(output, "text") ?? "";
        return text.Length <= MaxOutput ? text : text[..MaxOutput] + "\n…";
    }

    /// <summary>As code, between more backticks than it has.</summary>
    private static void Fence(string text, string language, StringBuilder markdown)
    {
        text = text.ReplaceLineEndings("\n").TrimEnd();
        if (text.Length == 0) return;
        var (longest, run) = (2, 0);
        foreach (var c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        markdown.Append(fence).Append(language).Append('\n').Append(text).Append('\n').Append(fence).Append("\n\n");
    }

    private static string? Text(JsonElement from, string name)
    {
        if (!from.TryGetProperty(name, out var value)) return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Array => string.Concat(value.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.String)
                .Select(part => part.GetString())),
            _ => null,
        };
    }

    private static string Language(JsonElement root)
    {
        var isNamed = root.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("language_info", out var info) && info.ValueKind == JsonValueKind.Object
            && info.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String;
        if (!isNamed) return "";
        var language = metadata.GetProperty("language_info").GetProperty("name").GetString()!;
        return language.Length <= 30 && language.All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '#' or '-') ? language : "";
    }
}
