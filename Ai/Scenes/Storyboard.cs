using System.Collections.Immutable;
using System.Text.Json;

namespace ObsidianVault.Ai.Scenes;

/// <summary>A longer video as scenes, each written, rendered and repaired separately.</summary>
public sealed record Storyboard(string Title, ImmutableArray<StoryScene> Scenes)
{
    /// <summary>The ISO 639-1 code of the language on the screen; empty if the plan does not say.</summary>
    public string Language { get; init; } = "";

    public const int MaxScenes = 6;
    private const int MaxText = 2_000;

    /// <summary>Reads a model's answer; null if it is not a storyboard of two scenes or more.</summary>
    internal static Storyboard? Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            var scenes = document.RootElement.GetProperty("scenes").EnumerateArray().Take(MaxScenes)
                .Select(s => new StoryScene(Text(s, "title", 60), Text(s, "shows", MaxText), Text(s, "narration", MaxText)))
                .Where(s => s.Title.Length > 0 && s.Shows.Length > 0)
                .ToImmutableArray();
            return scenes.Length < 2 ? null : new Storyboard(Text(document.RootElement, "title", 60), scenes)
            {
                Language = Text(document.RootElement, "language", 10),
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Text(JsonElement element, string name, int most)
    {
        var text = element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";
        return text.Length <= most ? text : text[..most];
    }
}

/// <param name="Title">The chapter's title, at most 60 characters.</param>
/// <param name="Shows">What the scene shows: its prompt.</param>
/// <param name="Narration">The narration, which becomes subtitles. May be empty.</param>
public sealed record StoryScene(string Title, string Shows, string Narration);
