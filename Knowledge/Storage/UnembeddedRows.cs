using System.Text.Json;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>The next passages of a collection that have no embedding yet.</summary>
/// <param name="GradedModel">The embeddings that the last grades tried; null for none.</param>
/// <param name="IsUsed">Whether searching uses the embeddings.</param>
internal sealed record UnembeddedPassages(
    int Collection, string Owner, EmbeddingState State, string? GradedModel, bool IsUsed, IReadOnlyList<UnembeddedPassage> Passages);

/// <param name="Number">Of the passage in its collection.</param>
/// <param name="Text">As it is embedded, and its hash.</param>
internal sealed record UnembeddedPassage(long Number, string Hash, string Text);

internal static class UnembeddedRows
{
    /// <summary>So many characters are embedded in one call: a provider has a limit for all texts of a call together.</summary>
    private const int MaxCharacters = 200_000;

    /// <summary>Null if there is no such collection.</summary>
    public static async Task<UnembeddedPassages?> ReadAsync(KnowledgeTransaction sql, string collectionId, string model, int limit)
    {
        var found = await sql.FindAsync(
            "SELECT number, owner, grades FROM vault_collection WHERE id = @id AND erased = 0",
            row => (Number: (int?)row.GetInt32(0), Owner: row.GetString(1), Grades: row.IsDBNull(2) ? null : row.GetString(2)),
            ("id", collectionId)).ConfigureAwait(false);
        if (found.Number is not { } number) return null;
        var state = await CollectionRows.EmbeddingAsync(sql, number).ConfigureAwait(false);
        if (state.Model != model) state = new EmbeddingState { Model = model };
        var ranking = await CollectionRows.RankingAsync(sql, number).ConfigureAwait(false);
        return new UnembeddedPassages(
            number, found.Owner, state, GradedModel(found.Grades), ranking.EmbeddingModel is { } used && used == state.Key,
            await NextAsync(sql, number, state.Through, limit).ConfigureAwait(false));
    }

    private static async Task<List<UnembeddedPassage>> NextAsync(KnowledgeTransaction sql, int collection, long through, int limit)
    {
        const string columns = "SELECT d.title, d.first_passage, d.passages FROM vault_document d WHERE d.collection = @collection";
        (string, object?)[] parameters = [("collection", collection), ("through", through), ("limit", limit)];
        // The one that the last batch ended in, and those behind it.
        var documents = await ReadAsync($"{columns} AND d.first_passage <= @through ORDER BY d.first_passage DESC LIMIT 1")
            .ConfigureAwait(false);
        documents.AddRange(
            await ReadAsync($"{columns} AND d.first_passage > @through ORDER BY d.first_passage LIMIT @limit").ConfigureAwait(false));
        var numbers = documents
            .SelectMany(document => Enumerable.Range(0, document.Count).Select(i => (Number: document.First + i, document.Title)))
            .Where(passage => passage.Number > through).Take(limit).ToList();
        var rows = await PassageRows.ReadAsync(sql, [.. numbers.Select(passage => PassageRows.Id(collection, passage.Number))])
            .ConfigureAwait(false);
        var (next, characters) = (new List<UnembeddedPassage>(), 0);
        foreach (var (number, title) in numbers)
        {
            if (!rows.TryGetValue(PassageRows.Id(collection, number), out var row)) continue;
            var text = EmbeddedText.Of(title, row.Passage);
            characters += text.Length;
            if (next.Count > 0 && characters > MaxCharacters) break;
            next.Add(new UnembeddedPassage(number, EmbeddedText.Hash(text), text));
        }

        return next;

        Task<List<(string Title, long First, int Count)>> ReadAsync(string statement) => sql.ReadAsync(
            statement, row => (row.IsDBNull(0) ? "" : row.GetString(0), row.GetInt64(1), row.GetInt32(2)), parameters);
    }

    private static string? GradedModel(string? grades)
    {
        if (grades is null) return null;
        using var json = JsonDocument.Parse(grades);
        return json.RootElement.TryGetProperty("EmbeddingModel", out var model) ? model.GetString() : null;
    }
}
