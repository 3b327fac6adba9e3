using System.Collections.Frozen;
using System.Globalization;

namespace ObsidianVault.Knowledge.Answers.Quotes;

/// <summary>When words that stand in a note do not count as its own: they are too few, or what was left out changes them.</summary>
internal static class QuoteRules
{
    private const int MinSigns = 6;
    private const int MinWords = 2;
    private const int MinIdeographs = 4;

    /// <summary>Signs that change the number that follows them, or are a part of it.</summary>
    private const string BeforeNumbers = "-+±~<>≤≥≠≈=^_/.,:·×'$€£¥#√";

    /// <summary>Signs that go on with the number before them if a digit follows.</summary>
    private const string InNumbers = ".,:/-'·";

    /// <summary>Signs that change the number before them by themselves.</summary>
    private const string AfterNumbers = "%‰°^²³⁴⁵⁶⁷⁸⁹⁰¹ⁿ⁻!½¼¾√×*/";

    /// <summary>Words that turn a clause around, in the languages of the chat and of many vaults.</summary>
    private static readonly FrozenSet<string> s_negations = new[]
    {
        "not", "no", "never", "none", "nobody", "nothing", "nowhere", "neither", "nor", "without", "cannot", "hardly", "unless", "except",
        "ne", "pas", "jamais", "aucun", "aucune", "sans", "ni", "non", "rien", "personne", "sauf",
        "nunca", "jamás", "ningún", "ninguno", "ninguna", "nada", "nadie", "salvo", "excepto",
        "nicht", "kein", "keine", "keinen", "keinem", "keiner", "keines", "nie", "niemals", "ohne", "weder", "nichts", "außer",
        "senza", "né", "nessun", "nessuno", "nessuna", "niente", "nulla", "tranne",
        "não", "nem", "sem", "nenhum", "nenhuma", "exceto", "niet", "geen", "nooit", "zonder", "behalve",
        "не", "нет", "ни", "без", "никогда", "кроме", "nie", "bez", "żaden", "inte", "ingen", "inget", "aldrig", "utan", "ikke", "ei",
        "değil", "yok", "hiç", "لا", "ليس", "ليست", "لم", "لن", "غير", "بدون", "إلا", "नहीं", "मत", "tidak", "bukan", "jangan", "không",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_angles =
        new[] { "alpha", "beta", "gamma", "theta", "omega" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_withinWords = ["不", "没", "沒", "無", "无", "非", "未", "ない", "ません", "ず、", "않", "못", "없"];

    /// <summary>Whether the words are so many that finding them means something.</summary>
    public static bool SaysEnough(string folded)
    {
        if (folded.Count(c => char.GetUnicodeCategory(c) == UnicodeCategory.OtherLetter && c >= '\u2E80') >= MinIdeographs) return true;
        return folded.Count(c => c != ' ') >= MinSigns && folded.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length >= MinWords;
    }

    /// <summary>Without the quotation marks around it, and the end of a sentence that it does not need.</summary>
    public static string Trim(string folded)
    {
        var trimmed = folded;
        if (trimmed.Length > 1 && trimmed[0] == '"' && trimmed[^1] == '"' && !trimmed[1..^1].Contains('"')) trimmed = trimmed[1..^1];
        trimmed = trimmed.Trim();
        return trimmed.EndsWith('.') && !trimmed.EndsWith("..", StringComparison.Ordinal) ? trimmed[..^1].TrimEnd() : trimmed;
    }

    /// <param name="block">The paragraph around the words.</param>
    /// <returns>What was cut off, or null.</returns>
    public static QuoteFault? FaultOf(string folded, int at, int length, (int From, int To) block) =>
        CutsBefore(folded, at) || CutsAfter(folded, at + length) ? QuoteFault.CutWord
        : LeavesOutNegation(folded, at, at + length, block) ? QuoteFault.CutNegation
        : null;

    private static bool CutsBefore(string folded, int at)
    {
        if (at == 0 || folded[at - 1] == ' ') return false;
        var (before, first) = (folded[at - 1], folded[at]);
        if (IsWord(before) && IsWord(first) && !IsIdeograph(before) && !IsIdeograph(first)) return true;
        return char.IsDigit(first) && BeforeNumbers.Contains(before, StringComparison.Ordinal);
    }

    private static bool CutsAfter(string folded, int end)
    {
        if (end >= folded.Length || folded[end] == ' ') return false;
        var (last, after) = (folded[end - 1], folded[end]);
        if (IsMark(after)) return true;
        if (IsWord(last) && IsWord(after) && !IsIdeograph(last) && !IsIdeograph(after)) return true;
        // "can't", "isn't"
        if (IsWord(last) && after == '\'' && end + 1 < folded.Length && char.IsLetter(folded[end + 1])) return true;
        if (!char.IsDigit(last)) return false;
        return AfterNumbers.Contains(after, StringComparison.Ordinal)
            || (InNumbers.Contains(after, StringComparison.Ordinal) && end + 1 < folded.Length && char.IsDigit(folded[end + 1]));
    }

    /// <summary>Whether the clause of the words is turned around by a word that they leave out.</summary>
    private static bool LeavesOutNegation(string folded, int at, int end, (int From, int To) block)
    {
        var from = at;
        while (from > block.From && !IsEnd(folded, from - 1)) from--;
        // What ends with the end of a clause leaves nothing out behind it.
        var to = end;
        while (to < block.To && !(to > 0 && IsEnd(folded, to))) to++;
        if (end > 0 && IsEnd(folded, end - 1)) to = end;
        return HasNegation(folded[from..at]) || HasNegation(folded[end..to]);
    }

    public static bool HasNegation(string clause)
    {
        foreach (var sign in s_withinWords)
            if (clause.Contains(sign, StringComparison.Ordinal)) return true;
        var start = -1;
        for (var i = 0; i <= clause.Length; i++)
        {
            if (i < clause.Length && IsWord(clause[i]))
            {
                if (start < 0) start = i;
                continue;
            }

            if (start < 0) continue;
            if (IsNegation(clause, start, i)) return true;
            start = -1;
        }

        return false;
    }

    private static bool IsNegation(string clause, int start, int end) => clause[start..end].ToLowerInvariant() switch
    {
        // "don't"
        "t" => start > 1 && clause[start - 1] == '\'' && clause[start - 2] is 'n' or 'N',
        // "n'est"
        "n" => end < clause.Length && clause[end] == '\'',
        // Spanish for "without", but also a function: "sin(x)", "sin θ", "sin 2x".
        "sin" => clause[end..].TrimStart(' ').Split(' ', 2)[0] is { Length: > 3 } next && next.All(char.IsLetter)
            && !s_angles.Contains(next),
        var word => s_negations.Contains(word),
    };

    private static bool IsEnd(string folded, int index) => folded[index] switch
    {
        '!' or '?' or ';' or '。' or '、' or '؟' or '،' or '؛' or '।' => true,
        '.' or ',' or ':' => !(index + 1 < folded.Length && folded[index + 1] != ' ' && folded[index + 1] != '"'),
        _ => false,
    };

    private static bool IsWord(char c) =>
        char.IsLetterOrDigit(c) || IsMark(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.OtherNumber;

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    /// <summary>Of a writing without spaces between words.</summary>
    private static bool IsIdeograph(char c) =>
        c is >= '\u2E80' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF' or >= '\uF900' and <= '\uFAFF' or >= '\u0E00' and <= '\u0EFF';
}
