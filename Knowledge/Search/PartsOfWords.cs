using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Index;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <summary>
/// Looks for a word that no passage has inside of longer words, and for the words inside of it: compounds, names in code, forms
/// that no stemmer knows.
/// </summary>
internal static class PartsOfWords
{
    private const int MinLength = 4;

    /// <summary>So many longer words stand for one; the shortest are nearest.</summary>
    private const int MaxWords = 16;

    /// <summary>Adds the postings of the words that were found to those of the terms.</summary>
    public static async Task AddAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, IReadOnlyCollection<QueryTerm> missing, List<SegmentPostings> segments)
    {
        var wanted = missing.Where(term => term.Stem.Length >= MinLength).ToList();
        if (wanted.Count == 0) return;
        var near = wanted.ToDictionary(term => term, _ => new SortedSet<string>(Comparer<string>.Create(
            (a, b) => (a.Length, a).CompareTo((b.Length, b)))));
        foreach (var stem in await StemsAsync(sql, reader, scope).ConfigureAwait(false))
        {
            foreach (var term in wanted)
            {
                // The stemmer leaves an e to short words only.
                if (!stem.Contains(term.Stem.TrimEnd('e'), StringComparison.Ordinal)
                    && !(stem.Length > MinLength && term.Stem.Contains(stem, StringComparison.Ordinal))) continue;
                near[term].Add(stem);
                if (near[term].Count > MaxWords) near[term].Remove(near[term].Max!);
            }
        }

        var found = await PostingRows.ReadAsync(
            sql, reader, scope, near.Values.SelectMany(stems => stems).ToHashSet(StringComparer.Ordinal)).ConfigureAwait(false);
        var known = segments.ToDictionary(segment => (segment.Collection, segment.Segment));
        foreach (var segment in found)
        {
            if (!known.TryGetValue((segment.Collection, segment.Segment), out var target))
                segments.Add(target = segment with { Stems = new(StringComparer.Ordinal) });
            foreach (var (term, stems) in near)
            {
                // As if they were the word itself.
                var forms = stems.SelectMany(stem => segment.Stems.GetValueOrDefault(stem, []))
                    .Select(form => form with { Form = term.Form }).ToList();
                if (forms.Count > 0) target.Stems[term.Stem] = forms;
            }
        }
    }

    private static async Task<HashSet<string>> StemsAsync(KnowledgeTransaction sql, Reader reader, SearchScope scope)
    {
        var segments = await sql.ReadAsync(
            $"""
            SELECT s.terms, s.stems FROM vault_collection c CROSS JOIN vault_segment s
            WHERE c.number {sql.In("numbers")} AND {CollectionRows.MayRead(sql)} AND s.collection = c.number
            """,
            row => (Terms: (byte[])row[0], Stems: (byte[])row[1]),
            ("numbers", sql.List(scope.Collections.Keys)), CollectionRows.People(sql, reader)).ConfigureAwait(false);
        var stems = new HashSet<string>(StringComparer.Ordinal);
        foreach (var segment in segments)
        {
            stems.UnionWith(segment.Stems.Length > 0
                ? SegmentRows.Unpack(segment.Stems).Split('\n')
                : PostingCodec.DecodeAll(segment.Terms, null).Select(row => row.Stem));
        }

        return stems;
    }
}
