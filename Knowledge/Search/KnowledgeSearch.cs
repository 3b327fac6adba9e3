using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

internal sealed class KnowledgeSearch(KnowledgeDatabase database) : ISearch
{
    /// <summary>So many passages are ranked before diversity is seen to.</summary>
    private const int MaxCandidates = 300;

    /// <summary>So many are read first; usually they are enough.</summary>
    private const int MinRead = 30;

    public Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PerNote, 1);
        return database.ReadAsync(
            async sql =>
            {
                if (await ScopeRows.ReadAsync(sql, query).ConfigureAwait(false) is not { } scope) return new SearchResult([], "");
                return new SearchResult([.. await FindAsync(sql, query, scope).ConfigureAwait(false)], GenerationOf(scope));
            },
            cancellationToken);
    }

    /// <summary>What the query finds in the scope, which says how it is ranked.</summary>
    internal static async Task<IReadOnlyList<FoundPassage>> FindAsync(KnowledgeTransaction sql, SearchQuery query, SearchScope scope)
    {
        var (ranked, asked) = await LexicalRanking.RankAsync(sql, query.Reader, scope, query.Text, MaxCandidates).ConfigureAwait(false);
        for (var read = Math.Max(MinRead, 2 * query.Limit); ; read = MaxCandidates)
        {
            var found = await FoundRows.ReadAsync(
                sql, scope, [.. ranked.Take(read).Select(candidate => (candidate, Relevance(candidate.Matched, asked)))])
                .ConfigureAwait(false);
            found = await LinkLift.ApplyAsync(sql, scope, found).ConfigureAwait(false);
            var chosen = Diversity.Choose(found, query.Limit, query.PerNote);
            if (chosen.Length == query.Limit || read >= ranked.Count) return chosen;
        }
    }

    /// <summary>The share of what the query asks for, by how much each word says.</summary>
    private static double Relevance(uint matched, double[] asked)
    {
        var has = 0.0;
        for (var i = 0; i < asked.Length; i++)
        {
            if ((matched & (1u << i)) != 0) has += asked[i];
        }

        return asked.Sum() is var all && all > 0 ? has / all : 0;
    }

    private static string GenerationOf(SearchScope scope)
    {
        var text = new StringBuilder();
        foreach (var collection in scope.Collections.Values.OrderBy(collection => collection.Id, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{collection.Id}:{collection.Generation};");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}
