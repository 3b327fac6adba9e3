using ObsidianVault.Knowledge.Index;

namespace ObsidianVault.Knowledge.Search;

/// <param name="Matched">Which of the query's first 32 terms it has, one bit each.</param>
internal readonly record struct Candidate(int Collection, long Passage, double Score, uint Matched);

/// <summary>
/// BM25 with two fields (S. Robertson, H. Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.5): text and head.
/// Statistics are of the collections that are searched, so nothing of others shows in a score.
/// </summary>
internal sealed class Bm25
{
    /// <summary>Terms beyond this are not in <see cref="Candidate.Matched"/>.</summary>
    public const int MaxTerms = 32;

    private const int FewPassages = 20;

    private readonly SearchScope _scope;
    private readonly long _passages;
    private readonly double _averageLength;

    public Bm25(SearchScope scope)
    {
        _scope = scope;
        _passages = Math.Max(1, scope.Collections.Values.Sum(collection => collection.Passages));
        _averageLength = Math.Max(1, (double)scope.Collections.Values.Sum(collection => collection.Words) / _passages);
    }

    /// <summary>How much a word says that so many passages have.</summary>
    public double Idf(long passages) => Math.Log(1 + ((_passages - Math.Min(passages, _passages) + 0.5) / (passages + 0.5)));

    /// <summary>
    /// The same for a share of a question. Beside a few passages, which all have a word because they are about it, a word that none
    /// has would say everything; so passages without either are added, which change nothing where there are many.
    /// </summary>
    public double Share(long passages) =>
        Math.Log(1 + ((_passages + FewPassages - Math.Min(passages, _passages) + 0.5) / (passages + 0.5)));

    /// <summary>In how many passages each term is, in any form that counts.</summary>
    public long[] Count(IReadOnlyList<QueryTerm> terms, List<SegmentPostings> segments)
    {
        var counts = new long[terms.Count];
        foreach (var segment in segments)
        {
            var variants = _scope.Collections[segment.Collection].Ranking.VariantWeight > 0;
            for (var i = 0; i < terms.Count; i++)
            {
                if (!segment.Stems.TryGetValue(terms[i].Stem, out var forms)) continue;
                foreach (var form in forms)
                {
                    if (variants || form.Form == terms[i].Form) counts[i] += form.Count;
                }
            }
        }

        return counts;
    }

    /// <summary>The best passages that the scope allows, best first.</summary>
    public List<Candidate> Rank(IReadOnlyList<QueryTerm> terms, double[] idf, List<SegmentPostings> segments, int limit)
    {
        var best = new PriorityQueue<Candidate, (double, long)>(limit + 1);
        foreach (var segment in segments)
        {
            using var scores = new Accumulator(segment.First, segment.Last);
            for (var i = 0; i < terms.Count; i++)
            {
                if (segment.Stems.TryGetValue(terms[i].Stem, out var forms)) Add(segment, terms[i], idf[i], i, forms, scores);
            }

            foreach (var (passage, score, matched) in scores.All())
            {
                // Of equals the older one, whatever the order of the segments.
                var priority = (score, -passage);
                if (best.Count == limit && best.TryPeek(out _, out var worst) && priority.CompareTo(worst) <= 0) continue;
                if (!_scope.Allows(segment.Collection, passage)) continue;
                best.Enqueue(new Candidate(segment.Collection, passage, score, matched), priority);
                if (best.Count > limit) best.Dequeue();
            }
        }

        var ranked = new List<Candidate>(best.Count);
        while (best.TryDequeue(out var candidate, out _)) ranked.Add(candidate);
        ranked.Reverse();
        return ranked;
    }

    private void Add(SegmentPostings segment, QueryTerm term, double idf, int index, List<PackedForm> forms, Accumulator scores)
    {
        var ranking = _scope.Collections[segment.Collection].Ranking;
        var k1 = ranking.Saturation;
        var bit = index < MaxTerms ? 1u << index : 0;
        var weight = term.Weight * idf * (k1 + 1);
        var counted = forms.FindAll(form => form.Form == term.Form || ranking.VariantWeight > 0);
        // The forms of one word are one word: their counts are added before they saturate.
        var counts = counted.Count > 1 ? scores.Counts() : null;
        var slots = new List<int>();
        var (plain, perWord) = (1 - ranking.LengthDiscount, ranking.LengthDiscount / _averageLength);
        foreach (var form in counted)
        {
            var share = form.Form == term.Form ? 1 : ranking.VariantWeight;
            var postings = form.Postings.Span;
            var (i, previous) = (0, segment.First);
            while (i < postings.Length)
            {
                var posting = PostingCodec.Next(previous, postings, ref i);
                previous = posting.Passage;
                var slot = scores.SlotOf(posting.Passage);
                var count = share * ((posting.Body / (plain + (perWord * posting.Length))) + (ranking.HeadWeight * posting.Head));
                if (counts is null)
                {
                    scores.Add(slot, weight * count / (count + k1), bit);
                    continue;
                }

                if (counts[slot] == 0) slots.Add(slot);
                counts[slot] += count;
            }
        }

        foreach (var slot in slots)
        {
            scores.Add(slot, weight * counts![slot] / (counts[slot] + k1), bit);
            counts[slot] = 0;
        }
    }
}
