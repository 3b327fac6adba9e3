using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Links;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>Which note a link leads to, and which links lead to a note. Decided when it is asked, so it is never out of date.</summary>
internal static class LinkRows
{
    /// <summary>So many notes that link to one are returned.</summary>
    private const int MaxIncoming = 1_000;

    public static async Task<LinkedNote?> ResolveAsync(
        KnowledgeTransaction sql, Reader reader, ImmutableArray<string> collections, string target, string? from)
    {
        var names = await FindAsync(sql, reader, collections, [target]).ConfigureAwait(false);
        return Resolve(names, target, from);
    }

    public static async Task<NoteLinks> ReadAsync(KnowledgeTransaction sql, Reader reader, StoredNote stored)
    {
        var (note, inside) = (stored.Note, ImmutableArray.Create(stored.CollectionId));
        var targets = await FindAsync(sql, reader, inside, [.. note.Links.Select(link => link.Target)]).ConfigureAwait(false);
        var outgoing = note.Links.Select(link => (link, Resolve(targets, link.Target, note.Path))).ToImmutableArray();

        var own = (await sql.ReadAsync(
            "SELECT name FROM vault_note_name WHERE document = @id", row => row.GetString(0), ("id", stored.DocumentId))
            .ConfigureAwait(false)).Select(NoteNames.BaseKey).ToHashSet(StringComparer.Ordinal);
        var others = await sql.ReadAsync(
            $"""
            SELECT DISTINCT d.id, d.path, d.title, d.note FROM vault_note_link l JOIN vault_document d ON d.id = l.document
                JOIN vault_collection c ON c.number = l.collection
            WHERE c.id = @collection AND l.name {sql.In("names")} AND d.note IS NOT NULL AND d.id <> @id AND {CollectionRows.MayRead(sql)}
            ORDER BY d.path LIMIT {MaxIncoming}
            """,
            row => (
                Linked: new LinkedNote(row.GetString(0), row.GetString(1), row.GetString(2)),
                Targets: NoteRows.Unpack((byte[])row[3]).Links.Select(link => link.Target)
                    .Where(target => own.Contains(StoredKey(LinkResolver.BaseKey(target)))).Distinct(StringComparer.Ordinal).ToList()),
            ("collection", stored.CollectionId), ("id", stored.DocumentId), ("names", sql.List(own)), CollectionRows.People(sql, reader))
            .ConfigureAwait(false);
        targets = await FindAsync(sql, reader, inside, [.. others.SelectMany(other => other.Targets)]).ConfigureAwait(false);
        return new NoteLinks(
            [
                .. others.Where(other => other.Targets.Exists(
                    target => Resolve(targets, target, other.Linked.Path)?.DocumentId == stored.DocumentId))
                .Select(other => other.Linked),
            ],
            outgoing);
    }

    /// <summary>A name as it is stored.</summary>
    public static string StoredKey(string key) => StorableText.Of(key);

    private static LinkedNote? Resolve(ILookup<string, StoredName> names, string target, string? from)
    {
        if (target.Trim().Length == 0) return null;
        var baseKey = StoredKey(LinkResolver.BaseKey(target));
        var candidates = names[baseKey].Concat(names[StoredKey(NoteNames.Key(target.Trim()))]).ToList();
        var path = LinkResolver.Resolve(
            target, from,
            candidates.Where(name => name.Kind != NameKind.Former).GroupBy(name => name.Note.Path, StringComparer.Ordinal)
                .Select(group => new NamedNote(
                    group.Key, [.. group.Where(name => name.Kind == NameKind.Alias).Select(name => name.Name)])));
        return (path is null
            ? candidates.Find(name => name.Kind == NameKind.Former && name.Name == baseKey)
            : candidates.Find(name => name.Note.Path == path))?.Note;
    }

    /// <summary>The notes that may be meant, by their names.</summary>
    private static async Task<ILookup<string, StoredName>> FindAsync(
        KnowledgeTransaction sql, Reader reader, ImmutableArray<string> collections, IReadOnlyCollection<string> targets)
    {
        var keys = targets.Where(target => target.Trim().Length > 0)
            .SelectMany(target => new[] { LinkResolver.BaseKey(target), NoteNames.Key(target.Trim()) })
            .Select(StoredKey).Distinct(StringComparer.Ordinal).ToList();
        var rows = keys.Count == 0
            ? []
            : await sql.ReadAsync(
                $"""
                SELECT d.id, d.path, d.title, n.kind, n.name
                FROM vault_note_name n JOIN vault_collection c ON c.number = n.collection JOIN vault_document d ON d.id = n.document
                WHERE n.name {sql.In("names")} AND d.note IS NOT NULL AND {CollectionRows.MayRead(sql)}
                    {(collections.IsDefaultOrEmpty ? "" : $"AND c.id {sql.In("collections")}")}
                ORDER BY d.path
                """,
                row => new StoredName(
                    row.GetString(4), (NameKind)row.GetInt32(3), new LinkedNote(row.GetString(0), row.GetString(1), row.GetString(2))),
                [
                    ("names", sql.List(keys)), CollectionRows.People(sql, reader),
                    .. collections.IsDefaultOrEmpty ? [] : new (string, object?)[] { ("collections", sql.List(collections)) },
                ]).ConfigureAwait(false);
        return rows.ToLookup(name => name.Name, StringComparer.Ordinal);
    }

    private sealed record StoredName(string Name, NameKind Kind, LinkedNote Note);
}
