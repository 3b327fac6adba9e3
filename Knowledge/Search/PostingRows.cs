using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Index;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <summary>The postings of some stems in one segment.</summary>
internal sealed record SegmentPostings(
    int Collection, long Segment, long First, long Last, Dictionary<string, List<PackedForm>> Stems);

/// <summary>Reads postings. That the reader may see the collection stands in each statement.</summary>
internal static class PostingRows
{
    private const string ByKey = "p.collection = s.collection AND p.segment = s.segment AND p.stem = k.value";

    public static async Task<List<SegmentPostings>> ReadAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, HashSet<string> stems)
    {
        if (stems.Count == 0) return [];
        var people = CollectionRows.People(sql, reader);
        var numbers = ("numbers", (object?)sql.List(scope.Collections.Keys));
        var (all, rows) = await sql.ReadAsync(
            new Selection<SegmentPostings>(
                $"""
                SELECT s.collection, s.segment, s.first_passage, s.last_passage, s.terms
                FROM vault_collection c CROSS JOIN vault_segment s
                WHERE c.number {sql.In("numbers")} AND {CollectionRows.MayRead(sql)} AND s.collection = c.number
                """,
                row =>
                {
                    var segment = new SegmentPostings(
                        row.GetInt32(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), new(StringComparer.Ordinal));
                    foreach (var (stem, body) in PostingCodec.DecodeAll((byte[])row[4], stems))
                        segment.Stems.Add(stem, PostingCodec.Forms(stem, body));
                    return segment;
                },
                numbers, people),
            new Selection<((int, long) Key, string Stem, byte[] Body)>(
                $"""
                SELECT s.collection, s.segment, k.value, p.body
                FROM vault_collection c CROSS JOIN vault_segment s CROSS JOIN {sql.Rows("stems")} CROSS JOIN {Posting(sql)}
                WHERE c.number {sql.In("numbers")} AND {CollectionRows.MayRead(sql)} AND s.collection = c.number AND length(s.terms) = 0
                    {(sql.IsSqlite ? $"AND {ByKey}" : "")}
                """,
                row => ((row.GetInt32(0), row.GetInt64(1)), row.GetString(2), (byte[])row[3]),
                numbers, people, ("stems", sql.List(stems)))).ConfigureAwait(false);
        var segments = all.ToDictionary(segment => (segment.Collection, segment.Segment));
        foreach (var (key, stem, body) in rows) segments[key].Stems.Add(stem, PostingCodec.Forms(stem, body));
        return [.. segments.Values.Where(segment => segment.Stems.Count > 0)];
    }

    /// <summary>
    /// The row of one stem in one segment, by its key. PostgreSQL takes the conditions apart otherwise, and where its statistics are
    /// old it reads all rows of a segment for the few that are wanted; OFFSET 0 keeps them together.
    /// </summary>
    private static string Posting(KnowledgeTransaction sql) =>
        sql.IsSqlite ? "vault_posting p" : $"LATERAL (SELECT p.body FROM vault_posting p WHERE {ByKey} OFFSET 0) p";
}
