using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>The words of a prompt in lower case, without endings that carry no meaning here, and their similarity.</summary>
internal static class PromptWords
{
    private static readonly HashSet<string> Stop = new(StringComparer.Ordinal)
    {
        "a", "an", "the", "of", "to", "in", "on", "for", "from", "and", "or", "is", "are", "be", "it", "its", "this", "that",
        "as", "at", "by", "with", "into", "me", "my", "i", "you", "your", "we", "us", "our", "please", "can", "could", "would",
        "will", "do", "does", "did", "how", "what", "why", "when", "which", "explain", "explaining", "explanation", "show",
        "showing", "make", "create", "generate", "draw", "animate", "animation", "video", "visualise", "visualize",
        "visualisation", "visualization", "demonstrate", "illustrate", "illustration", "give", "tell", "want", "need", "like",
        "see", "understand", "teach", "about", "simple", "simply", "short", "clear", "basic", "basics", "intro", "introduction",
        "concept", "idea", "meaning", "mean", "work", "works", "using", "use", "example", "step", "number", "value", "find",
        "calculate", "compute", "solve", "work", "visually", "intuitively", "intuition", "let", "between", "math",
        "mathematics", "s", "t", "x", "y", "f", "dx", "e", "some", "just", "manim", "clip", "hi", "hello", "video", "thing",
        "over", "where", "if", "then", "so", "against", "geometrically", "graphically", "beginner", "student", "all", "any",
        "given", "interval", "range", "after", "versus", "vs", "called", "sin", "cos", "tan", "ln", "exp", "sqrt", "pi",
        "quick", "quickly", "first", "animated", "learn", "help", "function", "result", "proof", "prove", "formula", "theorem",
    };

    public static string[] Of(string text) =>
        [
            .. Split(TypedText.Word(text).Replace("'s", "", StringComparison.OrdinalIgnoreCase))
                .Select(Stem)
                .Where(word => word.Length > 0),
        ];

    /// <summary>Whether a word says anything about the subject.</summary>
    public static bool IsContent(string word) => !Stop.Contains(word) && !char.IsAsciiDigit(word[0]);

    /// <summary>
    /// Equal except for typing errors: one edit from five letters on, two from eight on, never in the first letter; everyday words
    /// such as "function" are no slips of others.
    /// </summary>
    public static bool Alike(string word, string wanted)
    {
        if (word == wanted)
            return true;
        if (!IsContent(word))
            return false;
        var allowed = wanted.Length >= 8 ? 2 : wanted.Length >= 5 ? 1 : 0;
        return allowed > 0
            && word.Length > 3
            && word[0] == wanted[0]
            && Math.Abs(word.Length - wanted.Length) <= allowed
            && Distance(word, wanted) <= allowed;
    }

    private static IEnumerable<string> Split(string text)
    {
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]))
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                yield return text[start..i].ToLowerInvariant();
                start = -1;
            }
        }
    }

    private static string Stem(string word) =>
        word.Length > 3
        && word[^1] == 's'
        && !word.EndsWith("ss", StringComparison.Ordinal)
        && !word.EndsWith("is", StringComparison.Ordinal)
        && !word.EndsWith("us", StringComparison.Ordinal)
            ? word[..^1]
            : word;

    /// <summary>Optimal string alignment: insert, delete, replace, or swap two neighbours.</summary>
    public static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
