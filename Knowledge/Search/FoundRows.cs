using System.Collections.Immutable;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Reads what is shown of the passages that were found.</summary>
internal static class FoundRows
{
    public static async Task<List<FoundPassage>> ReadAsync(
        KnowledgeTransaction sql, SearchScope scope, IReadOnlyList<(Candidate Candidate, double Relevance)> candidates)
    {
        var passages = await PassageRows.ReadAsync(
            sql, [.. candidates.Select(found => PassageRows.Id(found.Candidate.Collection, found.Candidate.Passage))])
            .ConfigureAwait(false);
        var ids = ("ids", (object?)sql.List(passages.Values.Select(passage => passage.DocumentId).Distinct(StringComparer.Ordinal)));
        var (named, tagged) = await sql.ReadAsync(
            new Selection<(string Id, string Path, string Title, string Hash)>(
                $"SELECT d.id, d.path, d.title, d.indexed_hash FROM vault_document d WHERE d.id {sql.In("ids")}",
                row => (row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)), ids),
            new Selection<(string Document, string Tag)>(
                $"SELECT v.document, v.value FROM vault_note_value v WHERE v.document {sql.In("ids")} AND v.key = ''",
                row => (row.GetString(0), row.GetString(1)), ids)).ConfigureAwait(false);
        var documents = named.ToDictionary(document => document.Id, StringComparer.Ordinal);
        var tags = tagged.ToLookup(row => row.Document, row => row.Tag, StringComparer.Ordinal);
        var found = new List<FoundPassage>(candidates.Count);
        foreach (var (candidate, relevance) in candidates)
        {
            if (!passages.TryGetValue(PassageRows.Id(candidate.Collection, candidate.Passage), out var passage)
                || !documents.TryGetValue(passage.DocumentId, out var document)) continue;
            var collection = scope.Collections[candidate.Collection];
            found.Add(new FoundPassage(
                collection.Id, collection.Name, document.Id, document.Path, document.Title, document.Hash,
                [.. tags[document.Id].Order(StringComparer.Ordinal)], passage.Passage, candidate.Score, relevance));
        }

        return found;
    }
}
