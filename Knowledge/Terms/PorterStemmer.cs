namespace ObsidianVault.Knowledge.Terms;

/// <summary>
/// The stem of an English word: M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980, as SQLite's FTS5 has it.
/// </summary>
internal static class PorterStemmer
{
    private static readonly (string Suffix, string By)[] s_second =
    [
        ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("logi", "log"), ("bli", "ble"),
        ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"), ("ation", "ate"), ("ator", "ate"),
        ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string By)[] s_third =
        [("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", "")];

    private static readonly string[] s_fourth =
    [
        "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti", "ous",
        "ive", "ize",
    ];

    /// <param name="word">In lower case. One with anything but the letters a to z stays as it is.</param>
    public static string Stem(string word)
    {
        if (word.Length < 3 || word.AsSpan().IndexOfAnyExceptInRange('a', 'z') >= 0) return word;
        var w = Plural(word);
        w = Past(w);
        if (w[^1] == 'y' && HasVowel(w.AsSpan(0, w.Length - 1))) w = w[..^1] + "i";
        w = Replace(w, s_second);
        w = Replace(w, s_third);
        w = Fourth(w);
        return Last(w);
    }

    private static string Plural(string w)
    {
        if (w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("ies", StringComparison.Ordinal)) return w[..^2];
        return w[^1] == 's' && w[^2] != 's' ? w[..^1] : w;
    }

    private static string Past(string w)
    {
        if (w.EndsWith("eed", StringComparison.Ordinal)) return Measure(w.AsSpan(0, w.Length - 3)) > 0 ? w[..^1] : w;
        string cut;
        if (w.EndsWith("ed", StringComparison.Ordinal) && HasVowel(w.AsSpan(0, w.Length - 2))) cut = w[..^2];
        else if (w.EndsWith("ing", StringComparison.Ordinal) && HasVowel(w.AsSpan(0, w.Length - 3))) cut = w[..^3];
        else return w;
        if (cut.EndsWith("at", StringComparison.Ordinal) || cut.EndsWith("bl", StringComparison.Ordinal)
            || cut.EndsWith("iz", StringComparison.Ordinal)) return cut + "e";
        var isDouble = cut.Length > 1 && cut[^1] == cut[^2] && IsConsonant(cut, cut.Length - 1);
        if (isDouble && cut[^1] is not ('l' or 's' or 'z')) return cut[..^1];
        return Measure(cut) == 1 && EndsShort(cut) ? cut + "e" : cut;
    }

    private static string Replace(string w, (string Suffix, string By)[] rules)
    {
        var (longest, by) = ("", "");
        foreach (var rule in rules)
        {
            if (rule.Suffix.Length > longest.Length && w.EndsWith(rule.Suffix, StringComparison.Ordinal)) (longest, by) = rule;
        }

        return longest.Length > 0 && Measure(w.AsSpan(0, w.Length - longest.Length)) > 0 ? w[..^longest.Length] + by : w;
    }

    private static string Fourth(string w)
    {
        var suffix = s_fourth.Where(s => w.EndsWith(s, StringComparison.Ordinal)).MaxBy(s => s.Length);
        if (suffix is null) return w;
        var rest = w.AsSpan(0, w.Length - suffix.Length);
        if (Measure(rest) < 2 || (suffix == "ion" && rest[^1] is not ('s' or 't'))) return w;
        return rest.ToString();
    }

    private static string Last(string w)
    {
        if (w[^1] == 'e')
        {
            var rest = w[..^1];
            if (Measure(rest) is var m && (m > 1 || (m == 1 && !EndsShort(rest)))) w = rest;
        }

        return w.Length > 1 && w[^1] == 'l' && w[^2] == 'l' && Measure(w) > 1 ? w[..^1] : w;
    }

    /// <summary>How often a vowel is followed by a consonant.</summary>
    private static int Measure(ReadOnlySpan<char> w)
    {
        var (count, vowel) = (0, false);
        for (var i = 0; i < w.Length; i++)
        {
            var consonant = IsConsonant(w, i);
            if (consonant && vowel) count++;
            vowel = !consonant;
        }

        return count;
    }

    private static bool HasVowel(ReadOnlySpan<char> w)
    {
        for (var i = 0; i < w.Length; i++)
        {
            if (!IsConsonant(w, i)) return true;
        }

        return false;
    }

    private static bool EndsShort(ReadOnlySpan<char> w) =>
        w.Length >= 3 && IsConsonant(w, w.Length - 1) && !IsConsonant(w, w.Length - 2) && IsConsonant(w, w.Length - 3)
        && w[^1] is not ('w' or 'x' or 'y');

    private static bool IsConsonant(ReadOnlySpan<char> w, int i) => w[i] switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' => false,
        'y' => i == 0 || !IsConsonant(w, i - 1),
        _ => true,
    };
}
