using System.Globalization;
using System.Text.Json;
using ObsidianVault.Knowledge.Index;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Cluster.Knowledge;

/// <summary>
/// Every row that a collection has, without its numbers and ids: two collections of the same files have the same lines, whatever
/// happened on the way. A row that belongs to no document makes a line that no collection may have.
/// </summary>
internal static class IndexRows
{
    public static Task<IReadOnlyList<string>> ReadAsync(
        KnowledgeDatabase database, string collectionId, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => ReadAsync(sql, collectionId), cancellationToken);

    private static async Task<IReadOnlyList<string>> ReadAsync(KnowledgeTransaction sql, string collectionId)
    {
        var lines = new List<string>();
        var (number, passages, words) = await sql.FindAsync(
            "SELECT number, passages, words FROM vault_collection WHERE id = @id",
            row => (row.GetInt32(0), row.GetInt64(1), row.GetInt64(2)), ("id", collectionId));
        lines.Add($"collection: {passages} passages, {words} words");
        var here = ("here", (object?)number);

        var documents = await sql.ReadAsync(
            """
            SELECT id, path, hash, indexed_hash, state, reason, title, first_passage, passages, words, text_bytes, note, size
            FROM vault_document WHERE collection = @here
            """,
            row => (
                Id: row.GetString(0), Path: row.GetString(1), First: row.GetInt64(7), Count: row.GetInt32(8),
                Line: string.Join('|', Enumerable.Range(1, 6).Concat([8, 9, 10, 12])
                    .Select(i => Convert.ToString(row.GetValue(i), CultureInfo.InvariantCulture))),
                Note: row.IsDBNull(11) ? null : NoteRows.Unpack((byte[])row[11])),
            here);
        var byId = documents.ToDictionary(document => document.Id, document => document.Path);
        var places = new Dictionary<long, string>();
        foreach (var document in documents)
        {
            var note = document.Note is null ? "none" : JsonSerializer.Serialize(document.Note with { Path = document.Path });
            lines.Add($"document {document.Line}: {note}");
            for (var i = 0; i < document.Count; i++)
            {
                if (!places.TryAdd(document.First + i, $"{document.Path}#{i}")) lines.Add($"{document.Path} shares passages");
            }
        }

        var rows = await sql.ReadAsync(
            $"SELECT id, content, metadata FROM vector_documents WHERE id LIKE '{number}:%'",
            row => (Number: PassageRows.Parse(row.GetString(0)).Number, Content: row.GetString(1), Metadata: row.GetString(2)));
        if (rows.Count != places.Count) lines.Add($"{rows.Count} passages are stored, and documents have {places.Count}");
        foreach (var row in rows)
        {
            var metadata = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(row.Metadata)!;
            var owner = byId.GetValueOrDefault(metadata["Document"].GetString()!);
            metadata.Remove("Document");
            lines.Add($"passage {PlaceOf(row.Number)} of {owner ?? "no document"}: {row.Content} {JsonSerializer.Serialize(metadata)}");
        }

        await AddPostingsAsync(sql, number, PlaceOf, lines);
        foreach (var (table, columns) in new[]
        {
            ("vault_note_name", "kind, name"), ("vault_note_link", "name, ''"), ("vault_note_value", "key, value"),
        })
        {
            // A former name is history, which a new collection has not.
            var where = table == "vault_note_name" ? $" AND kind <> {(int)NameKind.Former}" : "";
            lines.AddRange((await sql.ReadAsync(
                $"SELECT document, {columns} FROM {table} WHERE collection = @here{where}",
                row => $"{table} {byId.GetValueOrDefault(row.GetString(0), "no document")}: {row.GetValue(1)} {row.GetValue(2)}", here)));
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;

        string PlaceOf(long passage) => places.GetValueOrDefault(passage, "(nothing)");
    }

    private static async Task AddPostingsAsync(KnowledgeTransaction sql, int number, Func<long, string> placeOf, List<string> lines)
    {
        var here = ("here", (object?)number);
        var segments = await sql.ReadAsync(
            "SELECT segment, first_passage, last_passage, terms, stems FROM vault_segment WHERE collection = @here",
            row => (Number: row.GetInt64(0), First: row.GetInt64(1), Last: row.GetInt64(2), Terms: (byte[])row[3], Stems: (byte[])row[4]),
            here);
        var postings = (await sql.ReadAsync(
            "SELECT segment, stem, body FROM vault_posting WHERE collection = @here",
            row => (Segment: row.GetInt64(0), Stem: row.GetString(1), Body: (ReadOnlyMemory<byte>)(byte[])row[2]), here))
            .ToLookup(row => row.Segment, row => (row.Stem, row.Body));
        foreach (var orphan in postings.Where(rows => segments.All(segment => segment.Number != rows.Key)))
            lines.Add($"postings of segment {orphan.Key}, which is not there");
        foreach (var segment in segments)
        {
            var rows = segment.Terms.Length > 0 ? PostingCodec.DecodeAll(segment.Terms, null) : [.. postings[segment.Number]];
            if (segment.Terms.Length == 0
                && SegmentRows.Unpack(segment.Stems) != string.Join('\n', rows.Select(row => row.Stem).Order(StringComparer.Ordinal)))
                lines.Add($"the list of stems of segment {segment.Number} is not that of its postings");
            foreach (var (stem, body) in rows)
            {
                foreach (var form in PostingCodec.Forms(stem, body))
                {
                    var (i, previous) = (0, segment.First);
                    while (i < form.Postings.Length)
                    {
                        var posting = PostingCodec.Next(previous, form.Postings.Span, ref i);
                        previous = posting.Passage;
                        if (previous < segment.First || previous > segment.Last) lines.Add($"posting outside of its segment: {form.Form}");
                        lines.Add($"posting {form.Form} ({stem}) {placeOf(previous)}: {posting.Body} {posting.Head} {posting.Length}");
                    }
                }
            }
        }
    }
}
