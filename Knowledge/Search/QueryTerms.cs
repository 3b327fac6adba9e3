using ObsidianVault.Knowledge.Terms;

namespace ObsidianVault.Knowledge.Search;

/// <summary>One word of a query.</summary>
/// <param name="Weight">How much it counts.</param>
/// <param name="Asks">What it counts when relevance is judged: less for a word that a question has and its answer need not have.</param>
internal sealed record QueryTerm(string Form, string Stem, double Weight, double Asks)
{
    private const double AskingWeight = 0.25;

    /// <summary>Whether it is a word of questions, which an answer need not have.</summary>
    public bool OnlyAsks => Asks < 1;

    /// <summary>So many characters of a query are used.</summary>
    private const int MaxText = 10_000;

    /// <summary>The different words of a query that could be looked for.</summary>
    public static List<QueryTerm> Read(string text)
    {
        if (text.Length > MaxText) text = text[..MaxText];
        var words = Words.Of(text, single: false).Distinct(StringComparer.Ordinal)
            .Select(word => (Form: word, Stem: PorterStemmer.Stem(word))).ToList();
        var forms = words.CountBy(word => word.Stem).ToDictionary(StringComparer.Ordinal);
        // A word counts once, however often and in how many forms it was written: long questions repeat themselves.
        return
        [
            .. words.Select(word => new QueryTerm(
                word.Form, word.Stem, 1.0 / forms[word.Stem], StopWords.IsAsking(word.Form) ? AskingWeight : 1)),
        ];
    }
}
