using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>The passages, which are the rows of the original design's table <c>vector_documents</c>.</summary>
internal static class PassageRows
{
    internal static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Id(int collection, long number) => string.Create(CultureInfo.InvariantCulture, $"{collection}:{number}");

    public static (int Collection, long Number) Parse(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        return (
            int.Parse(id.AsSpan(0, colon), CultureInfo.InvariantCulture),
            long.Parse(id.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    public static async Task InsertAsync(
        KnowledgeTransaction sql, int collection, string documentId, long first, ImmutableArray<Passage> passages, DateTimeOffset now)
    {
        var (i, at) = (0, now.UtcDateTime);
        foreach (var some in passages.Chunk(1_000))
        {
            var number = first + i;
            await sql.InsertAsync(
                "vector_documents", "",
                ("id", some.Select((_, j) => Id(collection, number + j)).ToArray()),
                ("content", some.Select(passage => StorableText.Of(passage.Plain)).ToArray()),
                ("metadata", some.Select(passage => JsonSerializer.Serialize(Metadata.Of(documentId, passage), Json)).ToArray()),
                ("vector", Enumerable.Repeat("", some.Length).ToArray()),
                ("created_at", sql.IsSqlite
                    ? Enumerable.Repeat(at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), some.Length).ToArray()
                    : Enumerable.Repeat(at, some.Length).ToArray())).ConfigureAwait(false);
            i += some.Length;
        }
    }

    public static async Task<Dictionary<string, (string DocumentId, Passage Passage)>> ReadAsync(
        KnowledgeTransaction sql, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0) return [];
        var rows = await sql.ReadAsync(
            $"SELECT id, content, metadata FROM vector_documents WHERE id {sql.In("ids")}",
            row => (Id: row.GetString(0), Plain: row.GetString(1), Metadata: row.GetString(2)), ("ids", sql.List(ids)))
            .ConfigureAwait(false);
        return rows.ToDictionary(
            row => row.Id,
            row =>
            {
                var metadata = JsonSerializer.Deserialize<Metadata>(row.Metadata, Json)!;
                return (metadata.Document, metadata.ToPassage(row.Plain));
            },
            StringComparer.Ordinal);
    }

    /// <summary>Those of the ids that are there.</summary>
    public static async Task<HashSet<string>> ExistingAsync(KnowledgeTransaction sql, IReadOnlyCollection<string> ids) =>
        (await sql.ReadAsync(
            $"SELECT id FROM vector_documents WHERE id {sql.In("ids")}", row => row.GetString(0), ("ids", sql.List(ids)))
            .ConfigureAwait(false)).ToHashSet(StringComparer.Ordinal);

    public static async Task<ImmutableArray<Passage>> ReadAsync(KnowledgeTransaction sql, int collection, long first, int count)
    {
        var passages = ImmutableArray.CreateBuilder<Passage>(count);
        for (var i = 0; i < count; i += 1_000)
        {
            var some = await ReadAsync(sql, Range(collection, first + i, Math.Min(1_000, count - i))).ConfigureAwait(false);
            passages.AddRange(some.Values.Select(row => row.Passage).OrderBy(passage => passage.Ordinal));
        }

        return passages.ToImmutable();
    }

    public static async Task DeleteAsync(KnowledgeTransaction sql, int collection, long first, int count)
    {
        for (var i = 0; i < count; i += 1_000)
            await sql.ExecuteAsync(
                $"DELETE FROM vector_documents WHERE id {sql.In("ids")}",
                ("ids", sql.List(Range(collection, first + i, Math.Min(1_000, count - i))))).ConfigureAwait(false);
    }

    private static string[] Range(int collection, long first, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Id(collection, first + i))];

    /// <summary>What the original design calls metadata. The text is there only if it differs from the content.</summary>
    private sealed record Metadata(
        string Document, int Ordinal, ImmutableArray<string> Headings, int FirstLine, int LastLine, string? Text, string Hash,
        string? Block)
    {
        public static Metadata Of(string documentId, Passage passage) => new(
            documentId, passage.Ordinal, passage.Headings, passage.FirstLine, passage.LastLine,
            passage.Text == passage.Plain ? null : passage.Text, passage.Hash, passage.Block);

        public Passage ToPassage(string plain) => new(Ordinal, Headings, FirstLine, LastLine, Text ?? plain, plain, Hash, Block);
    }
}
