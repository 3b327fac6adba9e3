using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ObsidianVault.Knowledge.Terms;

/// <summary>
/// Folding for search. Its table was made from the Unicode Character Database, version 14: in a program that runs without ICU, as
/// ours do, .NET has none.
/// </summary>
public static class Folding
{
    private static readonly FrozenDictionary<int, string> s_folds = Read().ToFrozenDictionary(
        line => Hex(line[0]), line => string.Concat(line[1..].Select(code => char.ConvertFromUtf32(Hex(code)))));

    /// <summary>
    /// The text without what writers of one word differ in: accents, ligatures, wide and joined forms, Arabic points, soft
    /// hyphens, digits of other scripts. Case stays. Marks that are letters, as in Hindi, stay.
    /// </summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u007f') < 0) return text;
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value < 0x80) folded.Append((char)rune.Value);
            else if (s_folds.TryGetValue(rune.Value, out var fold)) folded.Append(fold);
            else folded.Append(rune.ToString());
        }

        return folded.ToString();
    }

    private static int Hex(string code) => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Read()
    {
        using var reader = new StreamReader(typeof(Folding).Assembly.GetManifestResourceStream(typeof(Folding), "folds.txt")!);
        while (reader.ReadLine() is { } line) yield return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
