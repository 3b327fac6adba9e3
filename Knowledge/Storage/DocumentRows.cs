using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Links;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>The documents of a collection: what has arrived, and what became of it.</summary>
internal static class DocumentRows
{
    /// <summary>So many paths are looked up at once.</summary>
    private const int Batch = 2_000;

    private const string Columns =
        "d.id, d.path, d.hash, d.size, d.state, d.reason, d.passages, d.received_at, d.indexed_at, d.first_passage, d.indexed_hash, "
        + "d.object_key";

    public static async Task<ImmutableArray<DocumentStatus>> ReceiveAsync(
        KnowledgeTransaction sql, int collection, ImmutableArray<ArrivedDocument> arrived, ImmutableArray<string> gone, DateTimeOffset now)
    {
        var known = await FindAsync(sql, collection, arrived.Select(document => document.Path)).ConfigureAwait(false);
        var leaving = await FindAsync(sql, collection, gone).ConfigureAwait(false);
        // A path that arrives is not gone, whatever the caller says.
        foreach (var document in arrived) leaving.Remove(document.Path);
        var renamed = leaving.Values.ToLookup(document => document.Status.Hash);
        var taken = new HashSet<string>(StringComparer.Ordinal);

        var statuses = ImmutableArray.CreateBuilder<DocumentStatus>(arrived.Length);
        var added = new List<ArrivedDocument>();
        var unneeded = new List<string?>();
        var at = now.ToUnixTimeMilliseconds();
        for (var i = 0; i < arrived.Length; i++)
        {
            var document = arrived[i];
            if (known.TryGetValue(document.Path, out var old))
            {
                if (old.Status.Hash == document.Hash)
                {
                    if (document.ObjectKey != old.ObjectKey) unneeded.Add(document.ObjectKey);
                }
                else if (document.ObjectKey is null)
                {
                    // Its sender took it for stored already; another one was quicker.
                    old = old with { Status = Refused(document, "The document was changed meanwhile. Send it again.", now) };
                }
                else
                {
                    unneeded.Add(old.ObjectKey);
                    await WaitAsync(sql, old.Status.Id, document, at, i).ConfigureAwait(false);
                    old = old with
                    {
                        Status = Waiting(old.Status with { Hash = document.Hash, Size = document.Size }, now),
                        ObjectKey = document.ObjectKey,
                    };
                    known[document.Path] = old;
                }

                statuses.Add(old.Status);
            }
            else if (renamed[document.Hash].FirstOrDefault(candidate => taken.Add(candidate.Status.Id)) is { } moved)
            {
                await RenameAsync(sql, collection, moved, document, now).ConfigureAwait(false);
                leaving.Remove(moved.Status.Path);
                if (document.ObjectKey is not null && document.ObjectKey != moved.ObjectKey) unneeded.Add(moved.ObjectKey);
                old = moved with
                {
                    Status = moved.Status with { Path = document.Path }, ObjectKey = document.ObjectKey ?? moved.ObjectKey,
                };
                known[document.Path] = old;
                statuses.Add(old.Status);
            }
            else if (document.ObjectKey is null)
            {
                statuses.Add(Refused(document, "The document it was renamed from is not here any more. Send it again.", now));
            }
            else
            {
                added.Add(document);
                var status = new DocumentStatus(
                    document.Id, document.Path, document.Hash, document.Size, DocumentState.Waiting, null, 0, now, null);
                known[document.Path] = new StoredDocument(status, 0, null, document.ObjectKey);
                statuses.Add(status);
            }
        }

        await InsertAsync(sql, collection, added, at).ConfigureAwait(false);
        unneeded.AddRange(leaving.Values.Select(document => document.ObjectKey));
        await NoteRows.DeleteAsync(sql, collection, [.. leaving.Values], keepDocuments: false).ConfigureAwait(false);
        await AddUnneededAsync(sql, collection, unneeded).ConfigureAwait(false);
        return statuses.ToImmutable();
    }

    public static Task<List<DocumentStatus>> ListAsync(KnowledgeTransaction sql, string collectionId, string? after, int limit) =>
        sql.ReadAsync(
            $"""
            SELECT {Columns} FROM vault_document d JOIN vault_collection c ON c.number = d.collection
            WHERE c.id = @collection AND c.erased = 0 AND d.path > @after ORDER BY d.path LIMIT @limit
            """,
            row => Read(row).Status, ("collection", collectionId), ("after", after ?? ""), ("limit", limit));

    public static Task<List<StoredDocument>> SomeAsync(KnowledgeTransaction sql, int collection, int limit) => sql.ReadAsync(
        $"SELECT {Columns} FROM vault_document d WHERE d.collection = @collection LIMIT @limit", Read,
        ("collection", collection), ("limit", limit));

    public static Task<StoredDocument?> FindAsync(KnowledgeTransaction sql, int collection, string id, string hash) => sql.FindAsync(
        $"SELECT {Columns} FROM vault_document d WHERE d.collection = @collection AND d.id = @id AND d.hash = @hash", Read,
        ("collection", collection), ("id", id), ("hash", hash));

    public static Task<FoundDocument?> FindAsync(KnowledgeTransaction sql, Reader reader, string id) => sql.FindAsync(
        $"""
        SELECT {Columns}, c.id FROM vault_document d JOIN vault_collection c ON c.number = d.collection
        WHERE d.id = @id AND {CollectionRows.MayRead(sql)}
        """,
        row =>
        {
            var stored = Read(row);
            return new FoundDocument(row.GetString(12), stored.Status, stored.ObjectKey);
        },
        ("id", id), CollectionRows.People(sql, reader));

    public static Task AddUnneededAsync(KnowledgeTransaction sql, int collection, IEnumerable<string?> objectKeys)
    {
        var keys = objectKeys.OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        return keys.Length == 0
            ? Task.CompletedTask
            : sql.ExecuteAsync(
                $"""
                INSERT INTO vault_unneeded (collection_id, object_key)
                SELECT c.id, k.value FROM vault_collection c CROSS JOIN {sql.Rows("keys")} WHERE c.number = @collection
                ON CONFLICT DO NOTHING
                """,
                ("collection", collection), ("keys", sql.List(keys)));
    }

    private static string? Labels(ArrivedDocument document) =>
        document.Labels is null ? null : JsonSerializer.Serialize(document.Labels, PassageRows.Json);

    private static DocumentStatus Refused(ArrivedDocument document, string reason, DateTimeOffset now) =>
        new("", document.Path, document.Hash, document.Size, DocumentState.Refused, reason, 0, now, null);

    private static DocumentStatus Waiting(DocumentStatus status, DateTimeOffset now) =>
        status with { State = DocumentState.Waiting, Reason = null, ReceivedAt = now };

    private static async Task<Dictionary<string, StoredDocument>> FindAsync(
        KnowledgeTransaction sql, int collection, IEnumerable<string> paths)
    {
        var found = new Dictionary<string, StoredDocument>(StringComparer.Ordinal);
        foreach (var some in paths.Distinct(StringComparer.Ordinal).Chunk(Batch))
        {
            var rows = await sql.ReadAsync(
                $"SELECT {Columns} FROM vault_document d WHERE d.collection = @collection AND d.path {sql.In("paths")}", Read,
                ("collection", collection), ("paths", sql.List(some))).ConfigureAwait(false);
            foreach (var row in rows) found[row.Status.Path] = row;
        }

        return found;
    }

    private static Task WaitAsync(KnowledgeTransaction sql, string id, ArrivedDocument document, long at, int arrival) =>
        sql.ExecuteAsync(
        """
        UPDATE vault_document SET hash = @hash, size = @size, object_key = @object, labels = @labels, state = @state, reason = NULL,
            received_at = @at, arrival = @arrival
        WHERE id = @id
        """,
        ("hash", document.Hash), ("size", document.Size), ("object", document.ObjectKey), ("labels", Labels(document)),
        ("state", (int)DocumentState.Waiting), ("at", at), ("arrival", Arrival(at, arrival)), ("id", id));

    /// <summary>
    /// The note is found by its new names at once, and by its old ones as long as no other has them. It is not read again, because
    /// its bytes may be gone; where it was named after its file, it gets its new name.
    /// </summary>
    private static async Task RenameAsync(
        KnowledgeTransaction sql, int collection, StoredDocument document, ArrivedDocument renamed, DateTimeOffset now)
    {
        var old = document.Status;
        // What the bytes say depends on the kind of document that the name says they are.
        var state = IsSameKind(old.Path, renamed.Path) ? old.State : DocumentState.Waiting;
        await sql.ExecuteAsync(
            """
            UPDATE vault_document SET path = @path, state = @state, object_key = coalesce(@object, object_key),
                labels = coalesce(@labels, labels)
            WHERE id = @id
            """,
            ("path", renamed.Path), ("state", (int)state), ("object", renamed.ObjectKey), ("labels", Labels(renamed)), ("id", old.Id))
            .ConfigureAwait(false);
        // What was found under the old path must be looked for again.
        await sql.ExecuteAsync(
            "UPDATE vault_collection SET generation = generation + 1 WHERE number = @number", ("number", collection)).ConfigureAwait(false);
        await NoteRows.AddNameAsync(sql, collection, NoteNames.BaseKey(old.Path), old.Id, NameKind.Former).ConfigureAwait(false);
        await sql.ExecuteAsync(
            "DELETE FROM vault_note_name WHERE document = @id AND kind = @base", ("id", old.Id), ("base", (int)NameKind.BaseName))
            .ConfigureAwait(false);
        var note = await NoteRows.ReadAsync(sql, collection, document).ConfigureAwait(false);
        if (note is null) return;
        if (note.Title == FileName(old.Path))
        {
            var numbers = await CollectionRows.LockAsync(sql, collection).ConfigureAwait(false);
            await NoteRows.ReplaceAsync(
                sql, numbers!, document with { Status = old with { Path = renamed.Path } }, document.IndexedHash!,
                Renamed(note, old.Path, renamed.Path), now).ConfigureAwait(false);
            // A newer version may wait.
            await sql.ExecuteAsync("UPDATE vault_document SET state = @state WHERE id = @id", ("state", (int)state), ("id", old.Id))
                .ConfigureAwait(false);
            return;
        }

        await NoteRows.AddNameAsync(sql, collection, NoteNames.BaseKey(renamed.Path), old.Id, NameKind.BaseName).ConfigureAwait(false);
    }

    /// <summary>The note under another path; one that was named after its file has that file's name.</summary>
    public static Note Renamed(Note note, string from, string to) =>
        note with { Path = to, Title = note.Title == FileName(from) ? FileName(to) : note.Title };

    /// <summary>Whether the names say that the same bytes mean the same.</summary>
    public static bool IsSameKind(string path, string other) =>
        Path.GetExtension(path).Equals(Path.GetExtension(other), StringComparison.OrdinalIgnoreCase);

    private static string FileName(string path) => Path.GetFileNameWithoutExtension(path);

    private static async Task InsertAsync(KnowledgeTransaction sql, int collection, List<ArrivedDocument> added, long at)
    {
        var i = 0;
        foreach (var some in added.Chunk(Batch))
        {
            var first = i;
            await sql.InsertAsync(
                "vault_document", "",
                ("id", some.Select(document => document.Id).ToArray()),
                ("collection", Enumerable.Repeat(collection, some.Length).ToArray()),
                ("path", some.Select(document => document.Path).ToArray()),
                ("hash", some.Select(document => document.Hash).ToArray()),
                ("size", some.Select(document => document.Size).ToArray()),
                ("object_key", some.Select(document => document.ObjectKey).ToArray()),
                ("labels", some.Select(Labels).ToArray()),
                ("state", Enumerable.Repeat((int)DocumentState.Waiting, some.Length).ToArray()),
                ("received_at", Enumerable.Repeat(at, some.Length).ToArray()),
                ("arrival", some.Select((_, j) => Arrival(at, first + j)).ToArray())).ConfigureAwait(false);
            i += some.Length;
        }
    }

    /// <summary>Orders documents by their arrival, and those of one call by their place in it.</summary>
    private static long Arrival(long at, int place) => (at << 20) | (uint)Math.Min(place, (1 << 20) - 1);

    private static StoredDocument Read(DbDataReader row) => new(
        new DocumentStatus(
            row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3), (DocumentState)row.GetInt32(4),
            row.IsDBNull(5) ? null : row.GetString(5), row.GetInt32(6), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(7)),
            row.IsDBNull(8) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8))),
        row.GetInt64(9),
        row.IsDBNull(10) ? null : row.GetString(10),
        row.IsDBNull(11) ? null : row.GetString(11));
}

/// <param name="FirstPassage">The number of its first passage in the collection.</param>
/// <param name="IndexedHash">Of the bytes that can be found; null if none can.</param>
internal sealed record StoredDocument(DocumentStatus Status, long FirstPassage, string? IndexedHash, string? ObjectKey);
