using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Lifts notes that link to, or are linked from, another note that was found.</summary>
internal static class LinkLift
{
    public static async Task<List<FoundPassage>> ApplyAsync(
        KnowledgeTransaction sql, SearchScope scope, List<FoundPassage> found)
    {
        var weights = scope.Collections.Values.ToDictionary(collection => collection.Id, collection => collection.Ranking.LinkWeight);
        if (found.Count == 0 || weights.Values.All(weight => weight <= 0)) return found;
        var ids = ("ids", (object?)sql.List(found.Select(passage => passage.DocumentId).Distinct(StringComparer.Ordinal)));
        var links = await sql.ReadAsync(
            $"""
            SELECT DISTINCT l.document, n.document FROM vault_note_link l
                JOIN vault_note_name n ON n.collection = l.collection AND n.name = l.name
            WHERE l.document {sql.In("ids")} AND n.document {sql.In("ids")} AND l.document <> n.document
            """,
            row => (From: row.GetString(0), To: row.GetString(1)), ids).ConfigureAwait(false);
        if (links.Count == 0) return found;
        var best = found.GroupBy(passage => passage.DocumentId)
            .ToDictionary(group => group.Key, group => group.Max(passage => passage.Score), StringComparer.Ordinal);
        var top = best.Values.Max();
        var neighbours = links.Concat(links.Select(link => (From: link.To, To: link.From))).ToLookup(link => link.From, link => link.To);
        return
        [
            .. found.Select(passage =>
            {
                var nearest = neighbours[passage.DocumentId].Select(id => best[id]).DefaultIfEmpty(0).Max();
                return passage with { Score = passage.Score * (1 + (weights[passage.CollectionId] * nearest / top)) };
            }).OrderByDescending(passage => passage.Score),
        ];
    }
}
