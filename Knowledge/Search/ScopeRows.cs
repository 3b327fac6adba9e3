using System.Collections.Immutable;
using System.Text.Json;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Finds out where a query may look.</summary>
internal static class ScopeRows
{
    /// <summary>Null if there is nowhere to look.</summary>
    public static async Task<SearchScope?> ReadAsync(KnowledgeTransaction sql, SearchQuery query)
    {
        var collections = await sql.ReadAsync(
            $"""
            SELECT c.number, c.id, c.name, c.generation, c.ranking, c.passages, c.words FROM vault_collection c
            WHERE {CollectionRows.MayRead(sql)} {(query.Collections.IsDefaultOrEmpty ? "" : $"AND c.id {sql.In("ids")}")}
            """,
            row => new ScopedCollection(
                row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetInt64(3),
                row.IsDBNull(4) ? new Ranking() : JsonSerializer.Deserialize<Ranking>(row.GetString(4))!,
                row.GetInt64(5), row.GetInt64(6)),
            [
                CollectionRows.People(sql, query.Reader),
                .. query.Collections.IsDefaultOrEmpty ? [] : new (string, object?)[] { ("ids", sql.List(query.Collections)) },
            ]).ConfigureAwait(false);
        if (collections.Count == 0) return null;
        var scope = new SearchScope(collections.ToDictionary(collection => collection.Number), null);
        if (query.Tags.IsDefaultOrEmpty && query.Folder is null && query.Properties.IsEmpty) return scope;
        return scope with { Allowed = await AllowedAsync(sql, query, scope).ConfigureAwait(false) };
    }

    private static async Task<Dictionary<int, PassageRanges>> AllowedAsync(
        KnowledgeTransaction sql, SearchQuery query, SearchScope scope)
    {
        var conditions = new List<string>();
        var parameters = new List<(string, object?)>
        {
            ("numbers", sql.List(scope.Collections.Keys)), CollectionRows.People(sql, query.Reader),
        };
        if (query.Folder?.Trim('/') is { Length: > 0 } folder)
        {
            conditions.Add("substr(d.path, 1, length(@folder)) = @folder");
            parameters.Add(("folder", Unicode.NormalForm.Compose(folder) + "/"));
        }

        foreach (var tag in query.Tags.IsDefaultOrEmpty ? [] : query.Tags)
            Require("", "(v.value = {0} OR substr(v.value, 1, length({0}) + 1) = {0} || '/')", tag.TrimStart('#'));
        foreach (var (key, value) in query.Properties) Require(key, "v.value = {0}", value);
        var ranges = await sql.ReadAsync(
            $"""
            SELECT d.collection, d.first_passage, d.passages FROM vault_document d JOIN vault_collection c ON c.number = d.collection
            WHERE c.number {sql.In("numbers")} AND {CollectionRows.MayRead(sql)} AND d.passages > 0
                {string.Concat(conditions.Select(condition => $" AND {condition}"))}
            """,
            row => (Collection: row.GetInt32(0), First: row.GetInt64(1), Count: row.GetInt32(2)), [.. parameters]).ConfigureAwait(false);
        return ranges.GroupBy(range => range.Collection).ToDictionary(
            group => group.Key,
            group => new PassageRanges(group.Select(range => (range.First, range.First + range.Count - 1))));

        void Require(string key, string condition, string value)
        {
            var (keyName, valueName) = ($"k{parameters.Count}", $"v{parameters.Count}");
            conditions.Add(
                $"EXISTS (SELECT 1 FROM vault_note_value v WHERE v.document = d.id AND v.key = @{keyName} AND "
                + string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, "@" + valueName) + ")");
            parameters.Add((keyName, NoteRows.Value(key)));
            parameters.Add((valueName, NoteRows.Value(value)));
        }
    }
}
