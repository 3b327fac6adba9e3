namespace ObsidianVault.Knowledge.Search;

/// <summary>
/// Puts the ranking by words and the one by embeddings together by reciprocal rank (G. Cormack and others, "Reciprocal Rank Fusion
/// outperforms Condorcet and individual Rank Learning Methods", 2009): scores of the two cannot be compared, ranks can.
/// </summary>
internal static class Fusion
{
    /// <summary>How much the first ranks count more than the later ones; the value of the paper.</summary>
    private const double Softness = 60;

    /// <summary>A passage that has none of the words and is less relevant than this has nothing to do with the question.</summary>
    private const double MinRelevance = 0.15;

    /// <param name="words">By words, best first, each with its relevance.</param>
    /// <param name="nearest">By embeddings, nearest first.</param>
    public static List<(Candidate Candidate, double Relevance)> Merge(
        SearchScope scope, IReadOnlyList<(Candidate Candidate, double Relevance)> words, NearPassages nearest)
    {
        var near = nearest.Passages;
        var merged = new Dictionary<(int, long), (Candidate Candidate, double Score, double Relevance)>();
        for (var i = 0; i < words.Count; i++)
        {
            var (candidate, relevance) = words[i];
            // Where a collection has only one ranking, that one counts for both.
            var weight = scope.Collections[candidate.Collection].Ranking.EmbeddingModel == nearest.Model ? 1 : 2;
            merged.Add((candidate.Collection, candidate.Passage), (candidate, weight / (Softness + i + 1), relevance));
        }

        for (var i = 0; i < near.Count; i++)
        {
            var key = (near[i].Collection, near[i].Passage);
            var relevance = scope.Collections[near[i].Collection].Ranking.RelevanceOf(near[i].Cosine);
            var score = 1 / (Softness + i + 1);
            if (merged.TryGetValue(key, out var known))
                merged[key] = (known.Candidate, known.Score + score, Math.Max(known.Relevance, relevance));
            else if (relevance >= MinRelevance)
                merged.Add(key, (new Candidate(near[i].Collection, near[i].Passage, 0, 0), score, relevance));
        }

        return
        [
            .. merged.Values.OrderByDescending(found => found.Score).ThenBy(found => found.Candidate.Passage)
                .Select(found => (found.Candidate with { Score = found.Score }, found.Relevance)),
        ];
    }
}
