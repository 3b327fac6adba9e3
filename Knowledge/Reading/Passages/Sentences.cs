namespace ObsidianVault.Knowledge.Reading.Passages;

/// <summary>Finds where sentences end, in text without markup.</summary>
internal static class Sentences
{
    private static readonly HashSet<string> s_shortForms = new(StringComparer.OrdinalIgnoreCase)
    {
        "e.g", "i.e", "cf", "vs", "dr", "mr", "mrs", "ms", "prof", "fig", "eq", "no", "approx", "st", "al", "p", "pp", "z.b", "bzw", "d.h",
    };

    /// <summary>The sentence at the offset, at most so many characters of it.</summary>
    public static string Around(string text, int offset, int limit)
    {
        // A sentence that matters has its end near by: no search of a whole line of megabytes for each link.
        var from = Math.Max(0, offset - 2 * limit);
        var to = Math.Min(text.Length, offset + 2 * limit);
        var start = from;
        for (var at = NextEnd(text, from, offset); at > 0; at = NextEnd(text, at, offset)) start = at;
        var end = NextEnd(text, Math.Max(start, Math.Min(offset, to)), to);
        if (end < 0) end = to;
        if (end - start > limit)
        {
            start = Math.Max(start, Math.Min(offset - limit / 2, end - limit));
            end = Math.Min(end, start + limit);
        }

        return WholeCharacters(text, start, end).Trim();
    }

    /// <summary>The text in parts of at most so many characters, cut after sentences, else after words, else anywhere.</summary>
    public static IEnumerable<string> Cut(string text, int limit)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.Length;
            if (end - start > limit)
            {
                end = start;
                for (var at = NextEnd(text, start, start + limit); at > 0; at = NextEnd(text, at, start + limit)) end = at;
                if (end == start) end = 1 + text.LastIndexOf(' ', start + limit - 1, limit - 1);
                if (end <= start) end = start + limit - (char.IsHighSurrogate(text[start + limit - 1]) ? 1 : 0);
            }

            if (text[start..end].Trim() is { Length: > 0 } part) yield return part;
            start = end;
        }
    }

    /// <summary>The offset after the first sentence that ends in the range, or -1.</summary>
    private static int NextEnd(string text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            switch (text[at])
            {
                case '。' or '！' or '？' or '｡':
                    return at + 1;
                case '.' or '!' or '?' or '…' when IsEnd(text, from, at):
                    var next = at + 1;
                    while (next < text.Length && text[next] is '"' or '\'' or ')' or ']' or '”' or '’' or '»') next++;
                    return next < to ? next : -1;
                case '\n' when at + 1 < text.Length && text[at + 1] == '\n':
                    return at + 1;
            }
        }

        return -1;
    }

    private static bool IsEnd(string text, int from, int at)
    {
        var next = at + 1;
        while (next < text.Length && text[next] is '"' or '\'' or ')' or ']' or '”' or '’' or '»') next++;
        if (next < text.Length && !char.IsWhiteSpace(text[next])) return false;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next < text.Length && char.IsLower(text[next])) return false;
        if (text[at] != '.') return true;
        var word = at;
        while (word > from && at - word < 8 && !char.IsWhiteSpace(text[word - 1]) && text[word - 1] != '(') word--;
        return !s_shortForms.Contains(text[word..at]) && !(at - word == 1 && char.IsUpper(text[word]));
    }

    private static string WholeCharacters(string text, int start, int end)
    {
        if (start < end && char.IsLowSurrogate(text[start])) start++;
        if (end > start && char.IsHighSurrogate(text[end - 1])) end--;
        return text[start..end];
    }
}
