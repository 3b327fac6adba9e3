using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Knowledge.Embeddings;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <param name="vectors">Embeds questions; null for none.</param>
internal sealed class KnowledgeSearch(KnowledgeDatabase database, QueryVectors? vectors = null) : ISearch
{
    /// <summary>So many passages are ranked before diversity is seen to.</summary>
    private const int MaxCandidates = 300;

    /// <summary>So many are read first; usually they are enough.</summary>
    private const int MinRead = 30;

    /// <summary>So many of the nearest passages take part.</summary>
    internal const int MaxNear = 200;

    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Limit, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PerNote, 1);
        // Most collections are ranked by words: only when one is not, and outside of the transaction, the provider is asked.
        if (await SearchAsync(query, vector: null, mayReduce: vectors is null || query.User is null, cancellationToken)
            .ConfigureAwait(false) is { } result) return result;
        var vector = await vectors!.FindAsync(query.User!, query.Text, cancellationToken).ConfigureAwait(false);
        return (await SearchAsync(query, vector, mayReduce: true, cancellationToken).ConfigureAwait(false))! with
        {
            IsReduced = vector is null,
        };
    }

    /// <summary>What the query finds in the scope, which says how it is ranked.</summary>
    /// <param name="near">The passages nearest to the query, by embeddings; null if those take no part.</param>
    internal static async Task<IReadOnlyList<FoundPassage>> FindAsync(
        KnowledgeTransaction sql, SearchQuery query, SearchScope scope, NearPassages? near)
    {
        var (words, asked) = await LexicalRanking.RankAsync(sql, query.Reader, scope, query.Text, MaxCandidates).ConfigureAwait(false);
        if (asked.Length == 0) return [];
        var ranked = words.ConvertAll(candidate => (Candidate: candidate, Relevance: Relevance(candidate.Matched, asked)));
        if (near is not null) ranked = Fusion.Merge(scope, ranked, near);
        for (var read = Math.Max(MinRead, 2 * query.Limit); ; read = MaxCandidates + MaxNear)
        {
            var found = await FoundRows.ReadAsync(sql, scope, [.. ranked.Take(read)]).ConfigureAwait(false);
            found = await LinkLift.ApplyAsync(sql, scope, found).ConfigureAwait(false);
            var chosen = Diversity.Choose(found, query.Limit, query.PerNote);
            if (chosen.Length == query.Limit || read >= ranked.Count) return chosen;
        }
    }

    /// <returns>Null if an embedding of the query is needed and there is none, unless it may do without.</returns>
    private Task<SearchResult?> SearchAsync(
        SearchQuery query, QueryVector? vector, bool mayReduce, CancellationToken cancellationToken) => database.ReadAsync(
        async sql =>
        {
            if (await ScopeRows.ReadAsync(sql, query).ConfigureAwait(false) is not { } scope) return new SearchResult([], "");
            if (!mayReduce && scope.Collections.Values.Any(collection => vectors!.Fits(collection.Ranking.EmbeddingModel))) return null;
            var near = vector is null
                ? null
                : new NearPassages(
                    vector.Model,
                    await VectorRanking.RankAsync(sql, query.Reader, scope, vector.Model, vector.Vector, MaxNear).ConfigureAwait(false));
            return new SearchResult([.. await FindAsync(sql, query, scope, near).ConfigureAwait(false)], GenerationOf(scope));
        },
        cancellationToken);

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
