namespace ObsidianVault.Ai.Scenes;

/// <summary>
/// Search-and-replace blocks in a model's answer, in the form of conflict markers: <c>&lt;&lt;&lt;&lt;&lt;&lt;&lt; SEARCH</c>,
/// the existing lines, <c>=======</c>, the new lines, <c>&gt;&gt;&gt;&gt;&gt;&gt;&gt; REPLACE</c>.
/// </summary>
internal static class CodePatch
{
    public const int MaxBlocks = 20;
    private const string Search = "<<<<<<< SEARCH";
    private const string Middle = "=======";
    private const string Replace = ">>>>>>> REPLACE";

    public static bool IsPatch(string answer) => answer.Contains(Search, StringComparison.Ordinal);

    /// <summary>
    /// The code with every block applied, or null if the answer is malformed or a block does not match exactly one place.
    /// </summary>
    public static string? Apply(string code, string answer)
    {
        ArgumentNullException.ThrowIfNull(code);
        ArgumentNullException.ThrowIfNull(answer);
        if (Parse(answer) is not { Count: > 0 } blocks) return null;
        var lines = Lines(code);
        foreach (var (search, replace) in blocks)
        {
            if (Find(lines, search) is not { } at) return null;
            lines = [.. lines[..at], .. replace, .. lines[(at + search.Length)..]];
        }

        return string.Join('\n', lines);
    }

    private static List<(string[] Search, string[] Replace)>? Parse(string answer)
    {
        List<(string[], string[])> blocks = [];
        List<string>? search = null, replace = null;
        foreach (var line in Lines(answer))
        {
            var mark = line.Trim();
            if (mark == Search)
            {
                if (search is not null) return null;
                search = [];
            }
            else if (mark == Middle && search is not null && replace is null) replace = [];
            else if (mark == Replace)
            {
                if (search is not { Count: > 0 } || replace is null || blocks.Count == MaxBlocks) return null;
                blocks.Add(([.. search], [.. replace]));
                (search, replace) = (null, null);
            }
            else if (replace is not null) replace.Add(line);
            else search?.Add(line);
        }

        return search is null ? blocks : null;
    }

    /// <summary>
    /// Where the lines match, exactly or except for trailing white space; null if there is no match or more than one.
    /// </summary>
    private static int? Find(string[] lines, string[] search) =>
        Only(lines, search, static (a, b) => a == b)
        ?? Only(lines, search, static (a, b) => a.AsSpan().TrimEnd().SequenceEqual(b.AsSpan().TrimEnd()));

    private static int? Only(string[] lines, string[] search, Func<string, string, bool> same)
    {
        int? found = null;
        for (var at = 0; at + search.Length <= lines.Length; at++)
        {
            var matches = true;
            for (var i = 0; i < search.Length && matches; i++) matches = same(lines[at + i], search[i]);
            if (!matches) continue;
            if (found is not null) return null;
            found = at;
        }

        return found;
    }

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
