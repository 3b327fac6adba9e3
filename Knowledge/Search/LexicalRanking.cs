using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Ranks passages by their words.</summary>
internal static class LexicalRanking
{
    /// <summary>So many different words of a query are looked at; those that say most are used.</summary>
    private const int MaxRead = 64;

    /// <summary>The share of a query that no passage may have before parts of words are looked at.</summary>
    private const double MaxMissing = 0.5;

    /// <returns>The best passages, best first, and by term how much the query asks for it.</returns>
    public static async Task<(List<Candidate> Ranked, double[] Asked)> RankAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, string text, int limit)
    {
        var terms = QueryTerm.Read(text).Take(MaxRead).ToList();
        if (terms.Count == 0 || scope.Allowed is { Count: 0 }) return ([], []);
        var bm25 = new Bm25(scope);
        var segments = await ReadAsync(terms).ConfigureAwait(false);
        var counts = bm25.Count(terms, segments);
        var missing = terms.Where((_, i) => counts[i] == 0).ToList();
        // Only where the query could not be answered otherwise: most of a question is enough to go by.
        if (missing.Count > 0 && missing.Count * bm25.Idf(0) > MaxMissing * counts.Sum(bm25.Idf))
        {
            await PartsOfWords.AddAsync(sql, reader, scope, missing, segments).ConfigureAwait(false);
            counts = bm25.Count(terms, segments);
        }

        if (terms.Count > Bm25.MaxTerms)
        {
            var kept = Enumerable.Range(0, terms.Count).OrderByDescending(i => counts[i] > 0 ? bm25.Idf(counts[i]) : 0)
                .Take(Bm25.MaxTerms).Order().ToList();
            terms = kept.ConvertAll(i => terms[i]);
            counts = [.. kept.Select(i => counts[i])];
        }

        var idf = counts.Select(bm25.Idf).ToArray();
        // What only asks, and is nowhere, asks for nothing.
        var asked = terms.Select((term, i) => counts[i] == 0 && term.OnlyAsks ? 0 : term.Asks * bm25.Share(counts[i])).ToArray();
        var feedback = scope.Collections.Values.Max(collection => collection.Ranking.FeedbackWords);
        var ranked = bm25.Rank(terms, idf, segments, feedback > 0 ? Feedback.Passages : limit);
        if (feedback == 0 || ranked.Count == 0) return (ranked, asked);

        var texts = await PassageRows.ReadAsync(sql, [.. ranked.Select(Id)]).ConfigureAwait(false);
        var best = ranked.Where(candidate => texts.ContainsKey(Id(candidate)))
            .Select(candidate => (texts[Id(candidate)].Passage.Plain, candidate.Score)).ToList();
        var expanded = Feedback.Expand(terms, best, feedback);
        segments = await ReadAsync(expanded).ConfigureAwait(false);
        return (bm25.Rank(expanded, [.. bm25.Count(expanded, segments).Select(bm25.Idf)], segments, limit), asked);

        Task<List<SegmentPostings>> ReadAsync(List<QueryTerm> some) => PostingRows.ReadAsync(
            sql, reader, scope, some.Select(term => term.Stem).ToHashSet(StringComparer.Ordinal));

        static string Id(Candidate candidate) => PassageRows.Id(candidate.Collection, candidate.Passage);
    }
}
