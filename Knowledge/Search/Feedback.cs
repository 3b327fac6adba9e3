using ObsidianVault.Knowledge.Terms;

namespace ObsidianVault.Knowledge.Search;

/// <summary>
/// RM3: adds words of the best passages to the query (N. Abdul-Jaleel and others, "UMass at TREC 2004"). Half of the weight stays
/// with the words that were asked for.
/// </summary>
internal static class Feedback
{
    /// <summary>So many of the best passages are taken to be right.</summary>
    public const int Passages = 10;

    private const double Asked = 0.5;

    /// <param name="best">The texts of the best passages with their scores.</param>
    /// <param name="words">How many words are added.</param>
    public static List<QueryTerm> Expand(IReadOnlyList<QueryTerm> terms, IReadOnlyList<(string Text, double Score)> best, int words)
    {
        var all = best.Sum(passage => passage.Score);
        var model = new Dictionary<string, (double Weight, string Form)>(StringComparer.Ordinal);
        foreach (var (text, score) in best)
        {
            var list = Words.Of(text, single: false);
            foreach (var (form, count) in list.CountBy(word => word))
            {
                if (form.Length < 2 || char.IsAsciiDigit(form[0])) continue;
                var stem = PorterStemmer.Stem(form);
                var (weight, shortest) = model.GetValueOrDefault(stem, (0, form));
                model[stem] = (weight + (score / all * count / list.Count), form.Length < shortest.Length ? form : shortest);
            }
        }

        var top = model.OrderByDescending(word => word.Value.Weight).ThenBy(word => word.Key, StringComparer.Ordinal).Take(words).ToList();
        var (sum, asked) = (top.Sum(word => word.Value.Weight), terms.Sum(term => term.Weight));
        var expanded = terms.Select(term => term with
        {
            Weight = (Asked * term.Weight / asked) + Share(term.Stem),
        }).ToList();
        var known = terms.Select(term => term.Stem).ToHashSet(StringComparer.Ordinal);
        expanded.AddRange(top.Where(word => !known.Contains(word.Key))
            .Select(word => new QueryTerm(word.Value.Form, word.Key, (1 - Asked) * word.Value.Weight / sum, 0)));
        return expanded;

        double Share(string stem) => top.Find(word => word.Key == stem) is { Key: not null } word
            ? (1 - Asked) * word.Value.Weight / sum
            : 0;
    }
}
