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
    public static async Task<List<SegmentPostings>> ReadAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, IReadOnlySet<string> stems)
    {
        if (stems.Count == 0) return [];
        var people = CollectionRows.People(sql, reader);
        var numbers = ("numbers", (object?)sql.List(scope.Collections.Keys));
        var segments = (await sql.ReadAsync(
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
            numbers, people).ConfigureAwait(false)).ToDictionary(segment => (segment.Collection, segment.Segment));
        var rows = await sql.ReadAsync(
            $"""
            SELECT p.collection, p.segment, p.stem, p.body
            FROM vault_collection c CROSS JOIN vault_segment s CROSS JOIN vault_posting p
            WHERE c.number {sql.In("numbers")} AND {CollectionRows.MayRead(sql)} AND s.collection = c.number AND length(s.terms) = 0
                AND p.collection = s.collection AND p.segment = s.segment AND p.stem {sql.In("stems")}
            """,
            row => (Key: (row.GetInt32(0), row.GetInt64(1)), Stem: row.GetString(2), Body: (byte[])row[3]),
            numbers, people, ("stems", sql.List(stems))).ConfigureAwait(false);
        foreach (var (key, stem, body) in rows) segments[key].Stems.Add(stem, PostingCodec.Forms(stem, body));
        return [.. segments.Values.Where(segment => segment.Stems.Count > 0)];
    }
}
