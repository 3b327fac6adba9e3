using System.Collections.Immutable;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Index;
using ObsidianVault.Knowledge.Links;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>What is stored of a note: its passages, postings, names, links and values, and the note itself.</summary>
internal static class NoteRows
{
    /// <summary>Values of the front matter are kept for filters up to this length, in characters.</summary>
    private const int MaxValue = 200;

    /// <summary>A longer name is none that a link would have, in characters.</summary>
    private const int MaxName = 500;

    /// <summary>So many names, links or values of one note are kept.</summary>
    private const int MaxEach = 5_000;

    public static async Task ReplaceAsync(
        KnowledgeTransaction sql, CollectionNumbers collection, StoredDocument document, string hash, Note note, DateTimeOffset now)
    {
        var (number, id) = (collection.Number, document.Status.Id);
        var embedded = await VectorRows.ReadAsync(sql, number, document.FirstPassage, document.Status.Passages).ConfigureAwait(false);
        if (document.IndexedHash is not null) await DeleteAsync(sql, number, [document], keepDocuments: true).ConfigureAwait(false);
        var first = collection.NextPassage;
        var count = note.Passages.Length;
        long words = 0;
        if (count > 0)
        {
            var terms = new SegmentTerms(first);
            words = NoteTerms.Add(note, first, terms);
            await PassageRows.InsertAsync(sql, number, id, first, note.Passages, now).ConfigureAwait(false);
            await VectorRows.KeepAsync(sql, number, first, note.Title, note.Passages, embedded).ConfigureAwait(false);
            await SegmentRows.AddAsync(sql, number, collection.NextSegment, first, count, terms).ConfigureAwait(false);
        }

        await InsertNamesAsync(sql, number, document, note).ConfigureAwait(false);
        await sql.ExecuteAsync(
            """
            UPDATE vault_document SET indexed_hash = @hash, state = @state, reason = @reason, indexed_at = @now, title = @title,
                first_passage = @first, passages = @count, words = @words, text_bytes = @bytes, note = @note
            WHERE id = @id
            """,
            ("hash", hash), ("state", (int)DocumentState.Indexed),
            ("reason", note.Warnings.IsEmpty ? null : StorableText.Of(string.Join(' ', note.Warnings))),
            ("now", now.ToUnixTimeMilliseconds()), ("title", StorableText.Of(note.Title)), ("first", first), ("count", count),
            ("words", words), ("bytes", note.Passages.Sum(passage => (long)System.Text.Encoding.UTF8.GetByteCount(passage.Text))),
            ("note", SegmentRows.Pack(JsonSerializer.Serialize(note with { Passages = [] }, PassageRows.Json))), ("id", id))
            .ConfigureAwait(false);
        await sql.ExecuteAsync(
            """
            UPDATE vault_collection SET passages = passages + @count, words = words + @words, generation = generation + 1,
                next_passage = @passage, next_segment = @segment
            WHERE number = @number
            """,
            ("count", count), ("words", words), ("passage", first + count), ("segment", collection.NextSegment + (count > 0 ? 1 : 0)),
            ("number", number)).ConfigureAwait(false);
    }

    /// <summary>Deletes every trace of what was indexed of the documents, and the documents unless they are kept.</summary>
    public static async Task DeleteAsync(
        KnowledgeTransaction sql, int collection, IReadOnlyCollection<StoredDocument> documents, bool keepDocuments)
    {
        if (documents.Count == 0) return;
        var indexed = documents.Where(document => document.IndexedHash is not null).ToList();
        var removed = new List<RemovedNote>();
        long words = 0;
        foreach (var document in indexed.Where(document => document.Status.Passages > 0))
        {
            var note = await ReadAsync(sql, collection, document).ConfigureAwait(false);
            var (first, count) = (document.FirstPassage, document.Status.Passages);
            removed.Add(new RemovedNote(first, first + count - 1, () => Stems(note!, first)));
            words += await sql.FindAsync(
                "SELECT words FROM vault_document WHERE id = @id", row => row.GetInt64(0), ("id", document.Status.Id))
                .ConfigureAwait(false);
            await PassageRows.DeleteAsync(sql, collection, first, count).ConfigureAwait(false);
            await VectorRows.DeleteAsync(sql, collection, first, count).ConfigureAwait(false);
        }

        if (removed.Count > 0) await SegmentRows.RemoveAsync(sql, collection, removed).ConfigureAwait(false);
        var ids = ("ids", (object?)sql.List(documents.Select(document => document.Status.Id)));
        var kept = keepDocuments ? $" AND kind <> {(int)NameKind.Former}" : "";
        await sql.ExecuteAsync($"DELETE FROM vault_note_name WHERE document {sql.In("ids")}{kept}", ids)
            .ConfigureAwait(false);
        foreach (var table in (string[])["vault_note_link", "vault_note_value"])
            await sql.ExecuteAsync($"DELETE FROM {table} WHERE document {sql.In("ids")}", ids).ConfigureAwait(false);
        await sql.ExecuteAsync(
            """
            UPDATE vault_collection SET passages = passages - @passages, words = words - @words, generation = generation + 1
            WHERE number = @number
            """,
            ("passages", removed.Sum(note => note.Last - note.First + 1)), ("words", words), ("number", collection)).ConfigureAwait(false);
        if (keepDocuments) return;
        // Among the questions of its grades may be sentences of these documents.
        await sql.ExecuteAsync("DELETE FROM vault_embedding WHERE collection = @number", ("number", collection)).ConfigureAwait(false);
        await sql.ExecuteAsync($"DELETE FROM vault_judgement WHERE document {sql.In("ids")}", ids).ConfigureAwait(false);
        await sql.ExecuteAsync($"DELETE FROM vault_document WHERE id {sql.In("ids")}", ids).ConfigureAwait(false);
    }

    public static Task AddNameAsync(KnowledgeTransaction sql, int collection, string name, string documentId, NameKind kind) =>
        sql.ExecuteAsync(
            """
            INSERT INTO vault_note_name (collection, name, document, kind) VALUES (@collection, @name, @document, @kind)
            ON CONFLICT DO NOTHING
            """,
            ("collection", collection), ("name", name), ("document", documentId), ("kind", (int)kind));

    /// <summary>The note as it was indexed, with its passages; null if it was not.</summary>
    public static async Task<Note?> ReadAsync(KnowledgeTransaction sql, int collection, StoredDocument document)
    {
        var packed = await sql.FindAsync(
            "SELECT note FROM vault_document WHERE id = @id AND note IS NOT NULL", row => (byte[])row[0], ("id", document.Status.Id))
            .ConfigureAwait(false);
        return packed is null
            ? null
            : Unpack(packed) with
            {
                Passages = await PassageRows.ReadAsync(sql, collection, document.FirstPassage, document.Status.Passages)
                    .ConfigureAwait(false),
            };
    }

    public static Note Unpack(byte[] note) => JsonSerializer.Deserialize<Note>(SegmentRows.Unpack(note), PassageRows.Json)!;

    private static IEnumerable<string> Stems(Note note, long first)
    {
        var terms = new SegmentTerms(first);
        NoteTerms.Add(note, first, terms);
        return terms.Rows().Select(row => row.Stem);
    }

    private static async Task InsertNamesAsync(KnowledgeTransaction sql, int collection, StoredDocument document, Note note)
    {
        var id = document.Status.Id;
        var names = note.Aliases.Take(MaxEach).Select(alias => (Name: NoteNames.Key(alias.Trim()), Kind: NameKind.Alias))
            .Append((Name: NoteNames.BaseKey(document.Status.Path), Kind: NameKind.BaseName))
            .Select(name => name with { Name = LinkRows.StoredKey(name.Name) })
            .Where(name => name.Name.Length is > 0 and <= MaxName).Distinct().ToList();
        await InsertAsync(
            "vault_note_name", names.Count,
            ("name", names.Select(name => name.Name).ToArray()), ("kind", names.Select(name => (int)name.Kind).ToArray()))
            .ConfigureAwait(false);

        var links = note.Links.Select(link => LinkRows.StoredKey(LinkResolver.BaseKey(link.Target)))
            .Where(name => name.Length is > 0 and <= MaxName).Distinct(StringComparer.Ordinal).Take(MaxEach).ToArray();
        await InsertAsync("vault_note_link", links.Length, ("name", links)).ConfigureAwait(false);

        var values = note.Tags.Select(tag => (Key: "", Value: Value(tag)))
            .Concat(note.Properties.SelectMany(property => property.Value.Select(value => (Key: Value(property.Key), Value: Value(value)))))
            .Distinct().Take(MaxEach).ToList();
        await InsertAsync(
            "vault_note_value", values.Count,
            ("key", values.Select(value => value.Key).ToArray()), ("value", values.Select(value => value.Value).ToArray()))
            .ConfigureAwait(false);

        Task InsertAsync(string table, int count, params (string, Array)[] columns) => sql.InsertAsync(
            table, "ON CONFLICT DO NOTHING",
            [
                ("collection", Enumerable.Repeat(collection, count).ToArray()), ("document", Enumerable.Repeat(id, count).ToArray()),
                .. columns,
            ]);
    }

    /// <summary>As filters compare it.</summary>
    public static string Value(string value)
    {
        var key = NormalForm.Compose(StorableText.Of(value)).Trim().ToLowerInvariant();
        return key.Length > MaxValue ? key[..MaxValue] : key;
    }
}

/// <param name="Number">By which its rows name it.</param>
internal sealed record CollectionNumbers(int Number, long NextPassage, long NextSegment);
