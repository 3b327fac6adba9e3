using System.IO.Compression;
using System.Text;
using ObsidianVault.Knowledge.Index;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>
/// The segments of a collection's inverted index (docs/adr/0050): a new note is a segment of its own; many small ones are merged
/// into a larger one, so that a query reads few rows for each word.
/// </summary>
internal static class SegmentRows
{
    /// <summary>A segment with at most this many passages may be one value.</summary>
    private const int MaxWhole = 64;

    /// <summary>So many whole segments are merged.</summary>
    private const int MaxWholes = 32;

    /// <summary>So many segments of one size class are merged, and the classes grow by this factor.</summary>
    private const int Fanout = 8;

    /// <summary>A segment with more passages is not merged any more.</summary>
    private const int MaxMerged = 4096;

    public static async Task AddAsync(
        KnowledgeTransaction sql, int collection, long segment, long first, int passages, SegmentTerms terms)
    {
        var whole = passages <= MaxWhole;
        await InsertAsync(sql, collection, segment, (first, first + passages - 1), passages, terms, whole).ConfigureAwait(false);
    }

    /// <summary>Removes the postings of notes.</summary>
    /// <param name="notes">The range of each one's passages, and a way to get its stems.</param>
    public static async Task RemoveAsync(KnowledgeTransaction sql, int collection, IReadOnlyCollection<RemovedNote> notes)
    {
        var segments = await ListAsync(sql, collection, withTerms: true).ConfigureAwait(false);
        foreach (var segment in segments)
        {
            var gone = notes.Where(note => note.First >= segment.First && note.Last <= segment.Last).ToList();
            if (gone.Count == 0) continue;
            // The ranges of segments overlap where a long note, a segment of its own, came between short ones.
            var isAlone = !segments.Any(other => other != segment && other.First <= segment.Last && segment.First <= other.Last);
            if (segment.Terms is { } whole)
            {
                var terms = new SegmentTerms(segment.First);
                foreach (var (stem, body) in PostingCodec.DecodeAll(whole, null)) terms.Add(stem, segment.First, body);
                foreach (var note in gone) terms.Remove(note.First, note.Last);
                var rows = terms.Rows().Where(row => row.Body.Length > 0).ToList();
                if (rows.Count == 0) await DeleteAsync(sql, collection, [segment.Number]).ConfigureAwait(false);
                else
                    await sql.ExecuteAsync(
                        "UPDATE vault_segment SET terms = @terms WHERE collection = @collection AND segment = @segment",
                        ("terms", PostingCodec.EncodeAll(rows)), ("collection", collection), ("segment", segment.Number))
                        .ConfigureAwait(false);
            }
            else if (isAlone && gone.Sum(note => note.Last - note.First + 1) >= segment.Passages)
            {
                await DeleteAsync(sql, collection, [segment.Number]).ConfigureAwait(false);
            }
            else
            {
                await RemoveFromRowsAsync(sql, collection, segment, gone).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Merges segments once, if there are too many of a kind.</summary>
    /// <returns>Whether it did; then there may be more to do.</returns>
    public static async Task<bool> MergeAsync(KnowledgeTransaction sql, int collection)
    {
        // Before anything is read: postings that a deletion takes out meanwhile would come back with the merged segment.
        if (await CollectionRows.LockAsync(sql, collection).ConfigureAwait(false) is not { NextSegment: var next }) return false;
        var segments = await ListAsync(sql, collection, withTerms: false).ConfigureAwait(false);
        var merged = segments.Where(segment => segment.IsWhole).ToList();
        if (merged.Count < MaxWholes)
            merged = segments.Where(segment => !segment.IsWhole && segment.Passages < MaxMerged)
                .GroupBy(segment => (int)Math.Log(Math.Max(1, segment.Passages), Fanout))
                .FirstOrDefault(group => group.Count() >= Fanout)?.ToList();
        if (merged is null) return false;

        await sql.CommitSoonAsync().ConfigureAwait(false);
        var first = merged.Min(segment => segment.First);
        var terms = new SegmentTerms(first);
        var numbers = merged.ConvertAll(segment => segment.Number);
        foreach (var segment in merged)
        {
            foreach (var (stem, body) in await RowsAsync(sql, collection, segment).ConfigureAwait(false))
                terms.Add(stem, segment.First, body);
        }

        await sql.ExecuteAsync(
            "UPDATE vault_collection SET next_segment = @next WHERE number = @number", ("next", next + 1), ("number", collection))
            .ConfigureAwait(false);
        await DeleteAsync(sql, collection, numbers).ConfigureAwait(false);
        await InsertAsync(
            sql, collection, next, (first, merged.Max(segment => segment.Last)), merged.Sum(segment => segment.Passages), terms,
            whole: false)
            .ConfigureAwait(false);
        return true;
    }

    public static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    public static string Unpack(byte[] packed)
    {
        using var reader = new StreamReader(new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static async Task RemoveFromRowsAsync(
        KnowledgeTransaction sql, int collection, Segment segment, IReadOnlyCollection<RemovedNote> gone)
    {
        var stems = gone.SelectMany(note => note.Stems()).Distinct(StringComparer.Ordinal).ToList();
        var here = ("collection", (object?)collection);
        var there = ("segment", (object?)segment.Number);
        var removed = new HashSet<long>();
        foreach (var some in stems.Chunk(2_000))
        {
            var list = ("stems", (object?)sql.List(some));
            var rows = await sql.ReadAsync(
                $"SELECT stem, body FROM vault_posting WHERE collection = @collection AND segment = @segment AND stem {sql.In("stems")}",
                row => (Stem: row.GetString(0), Body: (byte[])row[1]), here, there, list).ConfigureAwait(false);
            var terms = new SegmentTerms(segment.First);
            foreach (var (stem, body) in rows) terms.Add(stem, segment.First, body);
            foreach (var note in gone) removed.UnionWith(terms.Remove(note.First, note.Last));
            if (removed.Count == 0) continue;
            await sql.ExecuteAsync(
                $"DELETE FROM vault_posting WHERE collection = @collection AND segment = @segment AND stem {sql.In("stems")}",
                here, there, list).ConfigureAwait(false);
            await InsertRowsAsync(sql, collection, segment.Number, [.. terms.Rows().Where(row => row.Body.Length > 0)])
                .ConfigureAwait(false);
        }

        if (removed.Count == 0) return;
        var left = await sql.ReadAsync(
            "SELECT stem FROM vault_posting WHERE collection = @collection AND segment = @segment ORDER BY stem",
            row => row.GetString(0), here, there).ConfigureAwait(false);
        await sql.ExecuteAsync(
            """
            UPDATE vault_segment SET passages = passages - @gone, stems = @stems
            WHERE collection = @collection AND segment = @segment
            """,
            ("gone", removed.Count), ("stems", Pack(string.Join('\n', left))), here, there)
            .ConfigureAwait(false);
    }

    private static async Task InsertAsync(
        KnowledgeTransaction sql, int collection, long segment, (long First, long Last) range, int passages, SegmentTerms terms, bool whole)
    {
        var rows = terms.Rows().Where(row => row.Body.Length > 0).ToList();
        await sql.ExecuteAsync(
            """
            INSERT INTO vault_segment (collection, segment, first_passage, last_passage, passages, terms, stems)
            VALUES (@collection, @segment, @first, @last, @passages, @terms, @stems)
            """,
            ("collection", collection), ("segment", segment), ("first", range.First), ("last", range.Last), ("passages", passages),
            ("terms", whole ? PostingCodec.EncodeAll(rows) : Array.Empty<byte>()),
            ("stems", whole ? Array.Empty<byte>() : Pack(string.Join('\n', rows.Select(row => row.Stem))))).ConfigureAwait(false);
        if (!whole) await InsertRowsAsync(sql, collection, segment, rows).ConfigureAwait(false);
    }

    private static async Task InsertRowsAsync(
        KnowledgeTransaction sql, int collection, long segment, List<(string Stem, byte[] Body)> rows)
    {
        foreach (var some in rows.Chunk(5_000))
            await sql.InsertAsync(
                "vault_posting", "",
                ("collection", Enumerable.Repeat(collection, some.Length).ToArray()),
                ("segment", Enumerable.Repeat(segment, some.Length).ToArray()),
                ("stem", some.Select(row => row.Stem).ToArray()),
                ("body", some.Select(row => row.Body).ToArray())).ConfigureAwait(false);
    }

    private static async Task DeleteAsync(KnowledgeTransaction sql, int collection, IReadOnlyCollection<long> segments)
    {
        var list = ("segments", (object?)sql.List(segments));
        await sql.ExecuteAsync(
            $"DELETE FROM vault_posting WHERE collection = @collection AND segment {sql.In("segments")}", ("collection", collection), list)
            .ConfigureAwait(false);
        await sql.ExecuteAsync(
            $"DELETE FROM vault_segment WHERE collection = @collection AND segment {sql.In("segments")}", ("collection", collection), list)
            .ConfigureAwait(false);
    }

    private static async Task<List<(string Stem, ReadOnlyMemory<byte> Body)>> RowsAsync(
        KnowledgeTransaction sql, int collection, Segment segment)
    {
        if (segment.IsWhole)
        {
            var terms = await sql.FindAsync(
                "SELECT terms FROM vault_segment WHERE collection = @collection AND segment = @segment",
                row => (byte[])row[0], ("collection", collection), ("segment", segment.Number)).ConfigureAwait(false);
            return PostingCodec.DecodeAll(terms!, null);
        }

        return await sql.ReadAsync(
            "SELECT stem, body FROM vault_posting WHERE collection = @collection AND segment = @segment ORDER BY stem",
            row => (row.GetString(0), (ReadOnlyMemory<byte>)(byte[])row[1]), ("collection", collection), ("segment", segment.Number))
            .ConfigureAwait(false);
    }

    private static Task<List<Segment>> ListAsync(KnowledgeTransaction sql, int collection, bool withTerms) => sql.ReadAsync(
        $"""
        SELECT segment, first_passage, last_passage, passages, length(terms) > 0, {(withTerms ? "terms" : "NULL")}
        FROM vault_segment WHERE collection = @collection ORDER BY segment
        """,
        row =>
        {
            var isWhole = Convert.ToBoolean(row.GetValue(4), System.Globalization.CultureInfo.InvariantCulture);
            return new Segment(
                row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), isWhole, withTerms && isWhole ? (byte[])row[5] : null);
        },
        ("collection", collection));

    private sealed record Segment(long Number, long First, long Last, int Passages, bool IsWhole, byte[]? Terms);
}

/// <param name="Stems">Computed only where they are needed.</param>
internal sealed record RemovedNote(long First, long Last, Func<IEnumerable<string>> Stems);
