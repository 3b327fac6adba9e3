using ObsidianVault.Knowledge.Search;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Parts of passages for people.</summary>
public static class Excerpts
{
    /// <summary>The part with the most words of the question, from the beginning of a line, without markup, pictures and links.</summary>
    /// <param name="length">The most characters.</param>
    public static string Of(FoundPassage found, string asked, int length)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(asked);
        return new SafeText([]).Of(Of(Source.Of(found).Text.Shown, asked, length));
    }

    internal static string Of(string text, string asked, int length)
    {
        text = text.Trim();
        if (text.Length <= length) return Tidy(text);
        var words = asked.Split([' ', ',', '.', '?', '!', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length > 3).ToArray();
        var lines = text.Split('\n');
        var (best, hits) = (0, -1);
        for (var i = 0; i < lines.Length; i++)
        {
            var window = AnswerPrompt.Start(string.Join('\n', lines[i..]), length);
            var count = words.Count(w => window.Contains(w, StringComparison.OrdinalIgnoreCase));
            if (count > hits) (best, hits) = (i, count);
        }

        var excerpt = string.Join('\n', lines[best..]);
        return Tidy(excerpt.Length <= length ? excerpt : AnswerPrompt.Start(excerpt, length).TrimEnd() + "…");
    }

    private static string Tidy(string text) => string.Join('\n', text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0));
}
