using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Ai.Scenes;

/// <summary>Reads a model's plan of one scene, within bounds, into the lines that the writer of its code is shown.</summary>
internal static class PlanReader
{
    private const int MaxBeats = 8;
    private const int MaxColours = 6;
    private const int MaxUses = 12;
    private const int MaxText = 400;

    /// <summary>The plan and the names that it uses; null if the answer is no plan.</summary>
    public static (string Text, string Uses)? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var plan = document.RootElement;
            var beats = plan.GetProperty("beats").EnumerateArray().Take(MaxBeats).Select(Beat).Where(beat => beat.Length > 0).ToList();
            if (beats.Count == 0) return null;
            var text = new StringBuilder();
            Line(text, "Objective", Text(plan, "objective"));
            Line(text, "Audience", Text(plan, "audience"));
            Line(text, "Language of all words on the screen", Text(plan, "language"));
            Line(text, "Answer", Text(plan, "answer"));
            Line(text, "Colours", Colours(plan));
            text.Append("Beats:\n");
            for (var i = 0; i < beats.Count; i++) text.Append(CultureInfo.InvariantCulture, $"{i + 1}. {beats[i]}\n");
            return (text.ToString(), Uses(plan));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Beat(JsonElement beat)
    {
        if (beat.ValueKind == JsonValueKind.String) return OneLine(beat.GetString()!);
        var says = Text(beat, "says");
        var parts = new[] { ("Enters", "enters"), ("Stays", "stays"), ("Leaves", "leaves") }
            .Select(part => (part.Item1, Text: Text(beat, part.Item2)))
            .Where(part => part.Text.Length > 0)
            .Select(part => $"{part.Item1}: {part.Text}");
        return string.Join(" ", says.Length == 0 ? parts : parts.Prepend($"\"{says}\""));
    }

    private static string Colours(JsonElement plan) =>
        !plan.TryGetProperty("palette", out var palette) || palette.ValueKind != JsonValueKind.Object ? ""
            : string.Join("; ", palette.EnumerateObject().Take(MaxColours).Select(colour => $"{colour.Name}: {Of(colour.Value)}"));

    private static string Uses(JsonElement plan) =>
        !plan.TryGetProperty("uses", out var uses) || uses.ValueKind != JsonValueKind.Array ? ""
            : string.Join(' ', uses.EnumerateArray().Take(MaxUses).Select(Of));

    private static void Line(StringBuilder text, string name, string value)
    {
        if (value.Length > 0) text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\n");
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? Of(value) : "";

    private static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => OneLine(value.GetString()!),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Take(MaxUses).Select(Of)),
        _ => "",
    };

    private static string OneLine(string text)
    {
        text = text.ReplaceLineEndings(" ").Trim();
        return text.Length <= MaxText ? text : text[..MaxText] + "…";
    }
}
