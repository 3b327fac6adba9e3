using System.Globalization;
using System.Text;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Ai.Scenes;

/// <summary>What a model is asked for the first code of a scene: the request, its plan, and the signatures that the plan needs.</summary>
internal static class ScenePrompt
{
    private const int MostNotes = 16;
    private const int MostCharacters = 4_000;

    /// <summary>What most scenes need, after what the plan names.</summary>
    private const string Usual =
        "Axes plot get_area MathTex Dot Line Arrow Polygon SurroundingRectangle ValueTracker always_redraw LaggedStart";

    public static string Of(string prompt, ScenePlan? plan, ManimApi api)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The request: {prompt}\n\n");
        Append(text, plan);
        var left = MostCharacters;
        text.Append(CultureInfo.InvariantCulture, $"Manim Community {api.Version} has:\n");
        foreach (var note in api.Describe($"{plan?.Uses} {Usual}", MostNotes))
        {
            if ((left -= note.Length) < 0) break;
            text.Append("- ").Append(note).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>The plan and the facts, each with what it is; nothing of either is left out.</summary>
    public static void Append(StringBuilder text, ScenePlan? plan)
    {
        if (plan is { Facts.Length: > 0 }) text.Append(Exactly(plan.Facts)).Append('\n');
        if (plan is { Text.Length: > 0 }) text.Append("The plan of the video:\n").Append(plan.Text).Append('\n');
    }

    public static string Exactly(string facts) =>
        $"This was worked out exactly by a computer algebra system. Use it as it is:\n{facts}";
}
