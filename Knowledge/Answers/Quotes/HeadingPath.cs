using System.Collections.Immutable;

namespace ObsidianVault.Knowledge.Answers.Quotes;

/// <summary>The headings that a line of a Markdown note stands under. A passage may hold several sections, and a quote is in one.</summary>
internal static class HeadingPath
{
    private const int Levels = 6;

    /// <param name="line">From 1.</param>
    /// <returns>Outermost first; empty if there are none.</returns>
    public static ImmutableArray<string> At(string text, int line)
    {
        var path = new string?[Levels];
        string? fence = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            if (++number > line) break;
            var trimmed = raw.AsSpan().TrimStart();
            if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
            {
                var mark = trimmed[..3].ToString();
                fence = fence is null ? mark : fence == mark ? null : fence;
            }

            var level = trimmed.IndexOfAnyExcept('#');
            if (fence is not null || level is < 1 or > Levels || trimmed[level] != ' ') continue;
            path[level - 1] = QuotableText.Of(trimmed[level..].Trim().TrimEnd('#').TrimEnd().ToString(), 1, isMarkdown: true).Shown;
            Array.Clear(path, level, Levels - level);
        }

        return [.. path.Where(h => !string.IsNullOrEmpty(h)).Select(h => h!)];
    }
}
