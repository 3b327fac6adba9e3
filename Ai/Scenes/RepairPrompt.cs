using System.Globalization;
using System.Text;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Ai.Scenes;

/// <summary>The prompt for a failed scene: the error in one line, the code around it, and what Manim says about the names there.</summary>
internal static class RepairPrompt
{
    private const int Around = 5;
    private const int WholeUpTo = 120;

    public static string Of(string prompt, SceneFailure failure, ManimApi api, ScenePlan? plan = null)
    {
        var lines = failure.Code.ReplaceLineEndings("\n").Split('\n');
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The scene was asked for with: {prompt}\n\n");
        ScenePrompt.Append(text, plan);
        var verdict = failure.Cause switch
        {
            JobCause.Layout => "It runs, but does not look well.",
            JobCause.Review => "It runs, but somebody who looked at its frames found defects.",
            JobCause.Mathematics => "It runs, but what it claims is not true.",
            _ => "It failed.",
        };
        text.Append(CultureInfo.InvariantCulture, $"{verdict} {failure.Message}\n\n");
        var failing = failure.Line >= 1 && failure.Line <= lines.Length ? lines[failure.Line - 1] : "";
        if (failing.Length > 0)
        {
            text.Append("The failing line, marked with >:\n```\n");
            for (var i = Math.Max(0, failure.Line - 1 - Around); i < Math.Min(lines.Length, failure.Line + Around); i++)
                text.Append(i == failure.Line - 1 ? "> " : "  ").Append(lines[i]).Append('\n');
            text.Append("```\n\n");
        }

        var notes = api.Describe(failing + " " + failure.Message);
        if (notes.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"Manim Community {api.Version} has:\n");
            foreach (var note in notes) text.Append("- ").Append(note).Append('\n');
            text.Append('\n');
        }

        text.Append(lines.Length <= WholeUpTo || failing.Length == 0 ? "The whole file:\n" : "The file:\n");
        return text.Append("```python\n").Append(failure.Code.TrimEnd()).Append("\n```\n").ToString();
    }
}
