using System.Globalization;
using System.Text;

namespace ObsidianVault.Knowledge.Terms;

/// <summary>
/// The words of a text, as they are indexed and looked for: folded, in lower case, without stop words. Scripts that set no
/// spaces give pairs of characters. A name in code gives itself and its parts; so does a word with a short prefix and a hyphen.
/// </summary>
internal static class Words
{
    /// <summary>Longer runs without a space, such as Base64, are no words.</summary>
    public const int MaxLength = 64;

    private const int MaxPrefix = 2;

    private static readonly char[] s_digits = [.. "0123456789"];

    /// <param name="single">
    /// Whether a character of a longer run in a script without spaces counts by itself too: yes in what is indexed, so that a
    /// query of one character finds it.
    /// </param>
    public static List<string> Of(string text, bool single = true)
    {
        var words = new List<string>(text.Length / 6);
        var folded = Folding.Fold(text);
        var i = 0;
        while (i < folded.Length)
        {
            Rune.DecodeFromUtf16(folded.AsSpan(i), out var rune, out var length);
            if (IsUnspaced(rune.Value)) i = TakeUnspaced(folded, i, words, single);
            else if (IsWord(rune)) i = TakeWord(folded, i, words);
            else
            {
                // Signs of mathematics are looked for like words: ∫, ∂, ≤.
                if (rune.Value >= 0x80 && Rune.GetUnicodeCategory(rune) == UnicodeCategory.MathSymbol) words.Add(rune.ToString());
                i += length;
            }
        }

        return words;
    }

    private static int TakeUnspaced(string text, int start, List<string> words, bool single)
    {
        var (i, previous, count) = (start, "", 0);
        while (i < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (!IsUnspaced(rune.Value)) break;
            var character = rune.ToString();
            if (single) words.Add(character);
            if (count > 0) words.Add(previous + character);
            previous = character;
            count++;
            i += length;
        }

        if (!single && count == 1) words.Add(previous);
        return i;
    }

    private static int TakeWord(string text, int start, List<string> words)
    {
        var end = EndOfRun(text, start);
        var (parts, prefix) = (1, end - start);
        var first = words.Count;
        AddRun(text.AsSpan(start, end - start), words);
        // What follows an apostrophe is a piece of the word before: don't, Euler's, l'Hôpital has its own word.
        while (end + 1 < text.Length && text[end] is '\'' or '-' && StartsWord(text, end + 1))
        {
            var next = EndOfRun(text, end + 1);
            var run = text.AsSpan(end + 1, next - end - 1);
            if (text[end] == '\'' && run.Length <= 2)
            {
                end = next;
                continue;
            }

            parts++;
            AddRun(run, words);
            end = next;
        }

        // Some write e-mail, x-ray and co-author as one word.
        if (parts is > 1 and <= 3 && prefix <= MaxPrefix && end - start <= MaxLength)
        {
            var whole = text.AsSpan(start, end - start).ToString().Replace("-", "", StringComparison.Ordinal);
            if (!whole.Contains('\'', StringComparison.Ordinal) && words.Count > first) Add(whole, words);
        }

        // C++, C# and F#.
        if (end - start <= 2 && end < text.Length)
        {
            if (text.AsSpan(end).StartsWith("++")) Add(text.AsSpan(start, end + 2 - start).ToString(), words);
            else if (text[end] == '#' && !StartsWord(text, end + 1)) Add(text.AsSpan(start, end + 1 - start).ToString(), words);
        }

        return end;
    }

    private static bool StartsWord(string text, int i) =>
        i < text.Length && Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out _) == System.Buffers.OperationStatus.Done
        && IsWord(rune) && !IsUnspaced(rune.Value);

    private static int EndOfRun(string text, int i)
    {
        while (i < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            if (!IsWord(rune) || IsUnspaced(rune.Value)) break;
            i += length;
        }

        return i;
    }

    private static void AddRun(ReadOnlySpan<char> run, List<string> words)
    {
        if (run.Length > MaxLength) return;
        var pieces = new List<string>();
        var start = 0;
        for (var i = 1; i <= run.Length; i++)
        {
            if (i < run.Length && !IsSeam(run, i)) continue;
            var piece = run[start..i].Trim('_');
            if (piece.Length > 0) pieces.Add(piece.ToString());
            start = i;
        }

        foreach (var piece in pieces.Where(piece => pieces.Count == 1 || piece.Length > 1)) Add(piece, words);
        if (pieces.Count < 2) return;
        foreach (var piece in pieces.Where(piece => char.IsAsciiDigit(piece[^1])))
        {
            if (piece.TrimEnd(s_digits) is { Length: > 1 } letters) Add(letters, words);
        }

        Add(string.Concat(pieces), words);
    }

    /// <summary>Whether a part of a name in code starts here: getUserName, HTTPServer, snake_case.</summary>
    private static bool IsSeam(ReadOnlySpan<char> run, int i) =>
        run[i] == '_' || run[i - 1] == '_' || (char.IsUpper(run[i])
            && (char.IsLower(run[i - 1]) || (char.IsUpper(run[i - 1]) && i + 1 < run.Length && char.IsLower(run[i + 1]))));

    private static void Add(string word, List<string> words)
    {
        var lower = word.ToLowerInvariant();
        if (lower.Length > 0 && !StopWords.Contains(lower)) words.Add(lower);
    }

    private static bool IsWord(Rune rune)
    {
        if (rune.IsAscii) return char.IsAsciiLetterOrDigit((char)rune.Value) || rune.Value == '_';
        return Rune.IsLetterOrDigit(rune)
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
    }

    /// <summary>Thai, Lao, Burmese, Khmer, Chinese, Japanese, and Korean, whose words have endings without a space.</summary>
    private static bool IsUnspaced(int rune) => rune is (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3040 and <= 0x30FF and not 0x30FB) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x3FFFF) or 0x3005 or 0x3007;
}
