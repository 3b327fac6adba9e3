using System.Text;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>Asks a renderer's exact engine to work a request out: silos and front ends have no Python.</summary>
/// <param name="grains">Null if no cluster is reachable; nothing is then worked out.</param>
internal sealed class CatalogueMaths(IGrainFactory? grains, TimeProvider time)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The engine's answer; one with <see cref="MathsOutcome.None"/> if it knows none, or if no renderer responds in time.
    /// </summary>
    public async Task<MathsAnswer> WorkOutAsync(string prompt, CancellationToken cancellationToken)
    {
        if (grains is null || string.IsNullOrWhiteSpace(prompt)) return new MathsAnswer();
        try
        {
            var renderer = grains.GetGrain<IRendererGrain>(GrainKeys.Renderer());
            return await renderer.WorkOutAsync(prompt).WaitAsync(s_patience, time, cancellationToken);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Without a renderer there is no video either; the topics can still be named.
            return new MathsAnswer();
        }
    }

    /// <summary>A worked answer as the Markdown of a chat: its lines with their reasons, its result, and how to see it drawn.</summary>
    public static string Text(MathsAnswer answer)
    {
        var text = new StringBuilder().Append("**").Append(answer.Title).Append("**\n\n");
        foreach (var step in answer.Steps)
        {
            text.Append('$').Append(step.Tex).Append('$');
            if (step.Why.Length > 0) text.Append("  (").Append(step.Why).Append(')');
            text.Append("\n\n");
        }

        return text.Append("**").Append(answer.Result).Append("**\n\n").Append(answer.Hint).ToString();
    }

    /// <summary>The scene that shows a worked answer, as a complete file in a code block.</summary>
    public static string Scene(MathsAnswer answer) =>
        $"Worked out exactly: {answer.Result}\n\n```python\n# title: {OneLine(answer.Title)}\n"
        + $"{TopicLibrary.PreludeIn(answer.Language)}\n\n{answer.Code}```\n";

    private static string OneLine(string? title) => (title ?? "").ReplaceLineEndings(" ");
}
