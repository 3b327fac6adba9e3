namespace ObsidianVault.Ai.Catalogue;

/// <summary>What a topic is called, and what its scene says, in one language; a column of the table beside its template.</summary>
/// <param name="Name">Short name for lists.</param>
/// <param name="Title">The title of the video, which may contain {{F_TEXT}}.</param>
/// <param name="Phrases">What people call it; see <see cref="SpokenWords"/>.</param>
/// <param name="Texts">The texts of the scene as they stand in the template's string literals, and what stands there instead.</param>
internal sealed record TopicTranslation(
    string Name, string Title, IReadOnlyList<SpokenPhrase> Phrases, IReadOnlyList<(string English, string Text)> Texts)
{
    /// <summary>The columns of a table after the first, which is English.</summary>
    public static readonly IReadOnlyList<string> Languages = ["fr", "es", "de", "ar", "hi", "zh", "pt"];

    private static readonly string[] s_front = ["name", "title", "strong", "weak"];

    /// <summary>
    /// Rows "name", "title", "strong" and "weak" (phrases between commas), then a row for each text of the scene.
    /// </summary>
    public static IReadOnlyDictionary<string, TopicTranslation> Parse(string table)
    {
        var rows = table.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .ToDictionary(cells => cells[0], cells => cells, StringComparer.Ordinal);
        var made = new Dictionary<string, TopicTranslation>(StringComparer.Ordinal);
        for (var column = 1; column <= Languages.Count; column++)
        {
            made[Languages[column - 1]] = new(
                rows["name"][column],
                rows["title"][column],
                [new(SpokenWords.Of(rows["name"][column]), Weak: true), .. Named(rows, "strong", column), .. Named(rows, "weak", column)],
                [.. rows.Where(row => !s_front.Contains(row.Key)).Select(row => (row.Key, row.Value[column]))]);
        }

        return made;
    }

    /// <summary>The template with this language's texts in place of the English ones.</summary>
    public string Apply(string template)
    {
        foreach (var (english, text) in Texts)
            template = template.Replace($"\"{english}\"", $"\"{text}\"", StringComparison.Ordinal);
        return template;
    }

    private static IEnumerable<SpokenPhrase> Named(Dictionary<string, string[]> rows, string row, int column) =>
        rows.TryGetValue(row, out var cells)
            ? cells[column].Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Select(phrase => new SpokenPhrase(SpokenWords.Of(phrase), Weak: row == "weak"))
            : [];
}

/// <summary>Words that together name a topic, in any order; a weak phrase counts only in a short request.</summary>
internal sealed record SpokenPhrase(IReadOnlyList<string> Words, bool Weak);
