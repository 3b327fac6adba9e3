using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Knowledge.Storage;

internal sealed class KnowledgeStore(KnowledgeDatabase database, TimeProvider time) : IKnowledgeStore
{
    /// <summary>So many documents are erased in one transaction.</summary>
    private const int EraseBatch = 200;

    /// <summary>After so many new segments it is looked whether some can be merged.</summary>
    private const int MergePeriod = 8;

    private const string NoteColumns =
        "c.number, c.id, d.id, d.indexed_hash, d.indexed_at, d.path, d.first_passage, d.passages, d.note";

    public async Task SaveCollectionAsync(Collection collection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(collection);
        await database.WriteAsync(
            async sql =>
            {
                await CollectionRows.SaveAsync(sql, collection).ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);
        await database.SyncAsync().ConfigureAwait(false);
    }

    public Task<Collection?> FindCollectionAsync(string collectionId, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => CollectionRows.FindAsync(sql, collectionId), cancellationToken);

    public Task<ImmutableArray<Collection>> ListCollectionsAsync(Reader reader, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => (await CollectionRows.ListAsync(sql, reader).ConfigureAwait(false)).ToImmutableArray(), cancellationToken);

    public async Task EraseCollectionAsync(string collectionId, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            sql => sql.ChangeAsync("UPDATE vault_collection SET erased = 1 WHERE id = @id", ("id", collectionId)), cancellationToken)
            .ConfigureAwait(false);
        await database.SyncAsync().ConfigureAwait(false);
        while (await database.WriteAsync(sql => EraseSomeAsync(sql, collectionId), cancellationToken).ConfigureAwait(false))
        {
        }

        await database.SyncAsync().ConfigureAwait(false);
    }

    public async Task<ImmutableArray<DocumentStatus>> ReceiveAsync(
        string collectionId, ImmutableArray<ArrivedDocument> arrived, ImmutableArray<string> gone, CancellationToken cancellationToken)
    {
        var statuses = await database.WriteAsync(
            async sql =>
            {
                var collection = await CollectionRows.LockAsync(sql, collectionId).ConfigureAwait(false)
                    ?? throw new InvalidOperationException($"There is no collection {collectionId}.");
                return await DocumentRows.ReceiveAsync(sql, collection.Number, arrived, gone, time.GetUtcNow()).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        await database.SyncAsync().ConfigureAwait(false);
        return statuses;
    }

    public Task<ImmutableArray<WaitingDocument>> ReadWaitingAsync(string collectionId, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => (await sql.ReadAsync(
                """
                SELECT d.id, d.path, d.hash, d.object_key, d.labels FROM vault_document d JOIN vault_collection c ON c.number = d.collection
                WHERE c.id = @id AND c.erased = 0 AND d.state = 0 ORDER BY d.arrival LIMIT @limit
                """,
                row => new WaitingDocument(
                    row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
                    row.IsDBNull(4) ? null : JsonSerializer.Deserialize<DocumentLabels>(row.GetString(4), PassageRows.Json)),
                ("id", collectionId), ("limit", limit)).ConfigureAwait(false)).ToImmutableArray(),
            cancellationToken);

    public async Task IndexAsync(string collectionId, string documentId, string hash, Note note, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(note);
        var number = await database.WriteAsync(
            async sql =>
            {
                if (await CollectionRows.LockAsync(sql, collectionId).ConfigureAwait(false) is not { } collection
                    || await DocumentRows.FindAsync(sql, collection.Number, documentId, hash).ConfigureAwait(false) is not { } document)
                    return (int?)null;
                // If a power failure takes it back, the document waits again.
                await sql.CommitSoonAsync().ConfigureAwait(false);
                // It may have been renamed while it was read; as a document of another kind it has to be read again.
                if (!DocumentRows.IsSameKind(note.Path, document.Status.Path)) return null;
                note = DocumentRows.Renamed(note, note.Path, document.Status.Path);
                await NoteRows.ReplaceAsync(sql, collection, document, hash, note, time.GetUtcNow()).ConfigureAwait(false);
                // Not after each note: looking for something to merge takes as long as storing a small one.
                return collection.NextSegment % MergePeriod == 0 ? collection.Number : null;
            },
            cancellationToken).ConfigureAwait(false);
        if (number is not { } merged) return;
        while (await database.WriteAsync(sql => SegmentRows.MergeAsync(sql, merged), cancellationToken).ConfigureAwait(false))
        {
        }
    }

    public Task RefuseAsync(string collectionId, string documentId, string hash, string reason, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async sql =>
            {
                if (await CollectionRows.LockAsync(sql, collectionId).ConfigureAwait(false) is not { } collection
                    || await DocumentRows.FindAsync(sql, collection.Number, documentId, hash).ConfigureAwait(false) is not { } document)
                    return false;
                // What its earlier version said is no longer what the document says.
                await NoteRows.DeleteAsync(sql, collection.Number, [document], keepDocuments: true).ConfigureAwait(false);
                await sql.ExecuteAsync(
                    """
                    UPDATE vault_document SET state = @state, reason = @reason, indexed_hash = NULL, indexed_at = NULL, passages = 0,
                        first_passage = 0, words = 0, text_bytes = 0, note = NULL
                    WHERE id = @id
                    """,
                    ("state", (int)DocumentState.Refused), ("reason", StorableText.Of(reason)), ("id", documentId)).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    public Task<ImmutableArray<string>> ReadUnneededAsync(string collectionId, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => (await sql.ReadAsync(
                "SELECT object_key FROM vault_unneeded WHERE collection_id = @id ORDER BY object_key LIMIT @limit",
                row => row.GetString(0), ("id", collectionId), ("limit", limit)).ConfigureAwait(false)).ToImmutableArray(),
            cancellationToken);

    public Task ForgetUnneededAsync(string collectionId, ImmutableArray<string> objectKeys, CancellationToken cancellationToken) =>
        database.WriteAsync(
            sql => sql.ChangeAsync(
                $"DELETE FROM vault_unneeded WHERE collection_id = @id AND object_key {sql.In("keys")}",
                ("id", collectionId), ("keys", sql.List(objectKeys))),
            cancellationToken);

    public Task<FoundDocument?> FindDocumentAsync(Reader reader, string documentId, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => DocumentRows.FindAsync(sql, reader, documentId), cancellationToken);

    public Task<ImmutableArray<DocumentStatus>> ListDocumentsAsync(
        string collectionId, string? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => (await DocumentRows.ListAsync(sql, collectionId, after, limit).ConfigureAwait(false)).ToImmutableArray(),
            cancellationToken);

    public Task<ImmutableDictionary<string, string>> ReadManifestAsync(string collectionId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => (await sql.ReadAsync(
                """
                SELECT d.path, d.hash FROM vault_document d JOIN vault_collection c ON c.number = d.collection
                WHERE c.id = @id AND c.erased = 0
                """,
                row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), ("id", collectionId)).ConfigureAwait(false))
                .ToImmutableDictionary(StringComparer.Ordinal),
            cancellationToken);

    public Task<StoredNote?> FindNoteAsync(Reader reader, string documentId, CancellationToken cancellationToken) =>
        database.ReadAsync(sql => FindNoteAsync(sql, reader, documentId), cancellationToken);

    public Task<StoredNote?> ResolveAsync(
        Reader reader, ImmutableArray<string> collections, string target, string? from, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => await LinkRows.ResolveAsync(sql, reader, collections, target, from).ConfigureAwait(false) is { } named
                ? await FindNoteAsync(sql, reader, named.DocumentId).ConfigureAwait(false)
                : null,
            cancellationToken);

    public Task<NoteLinks> ReadLinksAsync(Reader reader, string documentId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => await FindNoteAsync(sql, reader, documentId).ConfigureAwait(false) is { } stored
                ? await LinkRows.ReadAsync(sql, reader, stored).ConfigureAwait(false)
                : new NoteLinks([], []),
            cancellationToken);

    public Task<CollectionCounts> CountAsync(string collectionId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql =>
            {
                var counts = await sql.FindAsync(
                    """
                    SELECT count(*), coalesce(sum(CASE WHEN d.state = 0 THEN 1 ELSE 0 END), 0),
                        coalesce(sum(CASE WHEN d.state = 2 THEN 1 ELSE 0 END), 0), coalesce(sum(d.passages), 0),
                        CAST(coalesce(sum(d.text_bytes), 0) AS bigint), CAST(coalesce(sum(d.size), 0) AS bigint)
                    FROM vault_document d JOIN vault_collection c ON c.number = d.collection WHERE c.id = @id AND c.erased = 0
                    """,
                    row => new CollectionCounts(
                        (int)row.GetInt64(0), (int)row.GetInt64(1), (int)row.GetInt64(2), (int)row.GetInt64(3), row.GetInt64(4),
                        row.GetInt64(5)),
                    ("id", collectionId)).ConfigureAwait(false) ?? new CollectionCounts(0, 0, 0, 0, 0, 0);
                var number = await sql.FindAsync(
                    "SELECT number FROM vault_collection WHERE id = @id AND erased = 0 AND embedding IS NOT NULL",
                    row => (int?)row.GetInt32(0), ("id", collectionId)).ConfigureAwait(false);
                return number is { } one ? await EmbeddedAsync(sql, one, counts).ConfigureAwait(false) : counts;
            },
            cancellationToken);

    public Task<ImmutableArray<PassageVector>> ReadVectorsAsync(Reader reader, string documentId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => (await sql.ReadAsync(
                $"""
                SELECT v.passage - d.first_passage, v.model, v.vector FROM vault_document d
                    JOIN vault_collection c ON c.number = d.collection
                    JOIN vault_vector v ON v.collection = d.collection
                        AND v.passage BETWEEN d.first_passage AND d.first_passage + d.passages - 1
                WHERE d.id = @id AND {CollectionRows.MayRead(sql)} ORDER BY v.passage
                """,
                row => new PassageVector((int)row.GetInt64(0), row.GetString(1), VectorRows.Read(row, 2).ToArray()),
                ("id", documentId), CollectionRows.People(sql, reader)).ConfigureAwait(false)).ToImmutableArray(),
            cancellationToken);

    public Task<ImmutableArray<string>> ListUnembeddedAsync(string model, string? after, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async sql => (await sql.ReadAsync(
                """
                SELECT c.id FROM vault_collection c
                WHERE c.erased = 0 AND c.passages > 0 AND c.id > @after AND (c.embedding IS NULL OR c.embedding NOT LIKE @model
                    OR EXISTS (SELECT 1 FROM vault_document d WHERE d.collection = c.number AND d.passages > 0 AND d.first_passage >
                        (SELECT coalesce(max(v.passage), 0) FROM vault_vector v WHERE v.collection = c.number)))
                ORDER BY c.id LIMIT @limit
                """,
                row => row.GetString(0), ("after", after ?? ""), ("model", $"{{\"Model\":{JsonSerializer.Serialize(model)},%"),
                ("limit", limit)).ConfigureAwait(false)).ToImmutableArray(),
            cancellationToken);

    private static async Task<CollectionCounts> EmbeddedAsync(KnowledgeTransaction sql, int number, CollectionCounts counts)
    {
        var state = await CollectionRows.EmbeddingAsync(sql, number).ConfigureAwait(false);
        var ranking = await CollectionRows.RankingAsync(sql, number).ConfigureAwait(false);
        return counts with
        {
            Embedded = state.Key is { } key ? (int)await VectorRows.CountAsync(sql, number, key).ConfigureAwait(false) : 0,
            EmbeddingModel = state.Key ?? state.Model,
            EmbeddingUsed = ranking.EmbeddingModel is { } used && used == state.Key,
            EmbeddingFault = state.Fault,
        };
    }

    private static async Task<StoredNote?> FindNoteAsync(KnowledgeTransaction sql, Reader reader, string documentId)
    {
        var found = await sql.FindAsync(
            $"""
            SELECT {NoteColumns} FROM vault_document d JOIN vault_collection c ON c.number = d.collection
            WHERE d.id = @id AND d.note IS NOT NULL AND {CollectionRows.MayRead(sql)}
            """,
            row => (Collection: row.GetInt32(0), First: row.GetInt64(6), Count: row.GetInt32(7), Note: ReadNote(row)),
            ("id", documentId), CollectionRows.People(sql, reader)).ConfigureAwait(false);
        if (found.Note is null) return null;
        var passages = await PassageRows.ReadAsync(sql, found.Collection, found.First, found.Count).ConfigureAwait(false);
        return found.Note with { Note = found.Note.Note with { Passages = passages } };
    }

    private static StoredNote ReadNote(DbDataReader row) => new(
        row.GetString(1), row.GetString(2), row.GetString(3), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)),
        NoteRows.Unpack((byte[])row[8]) with { Path = row.GetString(5) });

    /// <returns>Whether anything is left.</returns>
    private static async Task<bool> EraseSomeAsync(KnowledgeTransaction sql, string collectionId)
    {
        var found = await sql.FindAsync(
            "SELECT number FROM vault_collection WHERE id = @id AND erased = 1", row => (int?)row.GetInt32(0), ("id", collectionId))
            .ConfigureAwait(false);
        if (found is not { } collection) return false;
        var number = ("number", (object?)collection);
        // Postings go first and by segment; then no document has any to look for.
        var segment = await sql.FindAsync(
            "SELECT segment FROM vault_segment WHERE collection = @number LIMIT 1", row => (long?)row.GetInt64(0), number)
            .ConfigureAwait(false);
        if (segment is not null)
        {
            foreach (var table in (string[])["vault_posting", "vault_segment"])
                await sql.ExecuteAsync(
                    $"DELETE FROM {table} WHERE collection = @number AND segment = @segment", number, ("segment", segment))
                    .ConfigureAwait(false);
            return true;
        }

        var some = await DocumentRows.SomeAsync(sql, collection, EraseBatch).ConfigureAwait(false);
        if (some.Count > 0)
        {
            await DocumentRows.AddUnneededAsync(sql, collection, some.Select(document => document.ObjectKey)).ConfigureAwait(false);
            await NoteRows.DeleteAsync(sql, collection, some, keepDocuments: false).ConfigureAwait(false);
            return true;
        }

        string[] tables =
        [
            "vault_member", "vault_note_name", "vault_note_link", "vault_note_value", "vault_judgement", "vault_embedding", "vault_vector",
        ];
        foreach (var table in tables)
            await sql.ExecuteAsync($"DELETE FROM {table} WHERE collection = @number", number).ConfigureAwait(false);
        await sql.ExecuteAsync("DELETE FROM vault_collection WHERE number = @number", number).ConfigureAwait(false);
        return false;
    }
}
