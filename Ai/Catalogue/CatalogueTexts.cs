namespace ObsidianVault.Ai.Catalogue;

/// <summary>What the catalogue says in chat, and the words that it listens for, in each language; texts.tsv.</summary>
/// <param name="language">A two-letter code; English is spoken where the table has no such column.</param>
internal sealed class CatalogueTexts(string language)
{
    // § stands for a new line, which a cell can't hold.
    private static readonly Lazy<IReadOnlyDictionary<string, string[]>> s_rows = new(() =>
        TopicLibrary.ReadTexts().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Replace('§', '\n').Split('\t'))
            .ToDictionary(cells => cells[0], cells => cells[1..], StringComparer.Ordinal));

    private readonly int _column = 1 + TopicTranslation.Languages.ToList().IndexOf(language);

    /// <summary>The text of a row; {0} stands for a value.</summary>
    public string this[string row] => s_rows.Value[row][_column];

    /// <summary>Whether one of the phrases of a row is said, in any language.</summary>
    public static bool Says(string[] words, string row) =>
        s_rows.Value["words." + row].SelectMany(cell => cell.Split(',')).Any(phrase => Says(words, SpokenWords.Of(phrase)));

    /// <summary>Whole words in this order; in Chinese, signs.</summary>
    private static bool Says(string[] words, string[] phrase) =>
        phrase.Length > 0 && (SpokenWords.IsHan(phrase[0][0])
            ? words.Any(word => word.Contains(phrase[0], StringComparison.Ordinal))
            : Enumerable.Range(0, Math.Max(0, words.Length - phrase.Length + 1))
                .Any(start => words.AsSpan(start, phrase.Length).SequenceEqual(phrase)));
}
