using System.Globalization;
using System.Text;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>The words of any language without what people leave out: case, accents, vowel signs of Arabic, its article.</summary>
internal static class SpokenWords
{
    private const int ShortWords = 8;
    private const int ShortSigns = 16;

    // A build with invariant globalization does not take letters apart.
    private const string Accented = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿأإآؤئىة\u0958\u0959\u095a\u095b\u095c\u095d\u095e";
    private const string Plain = "aaaaaaceeeeiiiinooooouuuuyyاااوييهकखगजडढफ";

    // What Arabic writes together with the word that follows, longest first.
    private static readonly string[] s_joined = ["وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف"];

    /// <summary>The folded words of a text. Chinese, which has no spaces, stays as the runs between its punctuation.</summary>
    public static string[] Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var written in text.ToLowerInvariant().Replace("ß", "ss", StringComparison.Ordinal) + " ")
        {
            var at = Accented.IndexOf(written, StringComparison.Ordinal);
            var sign = at < 0 ? written : Plain[at];
            var category = char.GetUnicodeCategory(sign);
            if (IsLeftOut(sign)) continue;
            // Chinese stands next to a number without a space: 0.999等于1.
            if (word.Length > 0 && ((IsHan(sign) && char.IsDigit(word[^1])) || (char.IsDigit(sign) && IsHan(word[^1]))))
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(sign) || category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                word.Append(char.IsDigit(sign) ? (char)('0' + char.GetNumericValue(sign)) : sign);
            }
            else if (word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }
        }

        return [.. words];
    }

    /// <summary>How well the words say the phrase: the letters of its words, or 0 where one of them is missing.</summary>
    public static int Score(string[] words, SpokenPhrase phrase)
    {
        if (phrase.Words.Count == 0 || (phrase.Weak && !IsShort(words))) return 0;
        return phrase.Words.All(part => words.Any(word => Fits(word, part))) ? phrase.Words.Sum(part => part.Length) : 0;
    }

    /// <summary>The beginning of the word, after what Arabic joins to it; or all of it with a typing error.</summary>
    private static bool Fits(string word, string part)
    {
        if (char.IsDigit(part[0]) || (part.Length < 3 && part[0] < 256)) return word == part;
        if (IsHan(part[0])) return word.Contains(part, StringComparison.Ordinal);
        return word.StartsWith(part, StringComparison.Ordinal)
            || s_joined.Any(joined => word.StartsWith(joined, StringComparison.Ordinal)
                && word.AsSpan(joined.Length).StartsWith(part, StringComparison.Ordinal))
            || (part.Length >= 6 && word[0] == part[0] && PromptWords.Distance(word, part) <= 1);
    }

    private static bool IsShort(string[] words) =>
        words.Any(word => IsHan(word[0])) ? words.Sum(word => word.Length) <= ShortSigns : words.Length <= ShortWords;

    public static bool IsHan(char sign) => sign is >= '\u4e00' and <= '\u9fff';

    // Accents of Latin letters, vowel signs and hamza of Arabic, its long stroke, the dot of Devanagari.
    private static bool IsLeftOut(char sign) =>
        sign is (>= '\u0300' and <= '\u036f') or (>= '\u064b' and <= '\u0655') or '\u0640' or '\u093c';
}
