namespace ObsidianVault.Knowledge.Storage;

/// <summary>How a collection is ranked. Its grades choose among a few; the defaults are good on most.</summary>
public sealed record Ranking
{
    /// <summary>BM25's k1: how soon more of the same word stops to count.</summary>
    public double Saturation { get; init; } = 1.5;

    /// <summary>BM25's b, from 0 to 1: how much a long passage is discounted.</summary>
    public double LengthDiscount { get; init; } = 0.75;

    /// <summary>What a word in the title, aliases, tags or headings counts, in words of the text.</summary>
    public double HeadWeight { get; init; } = 2;

    /// <summary>What another form of a word counts, from 0 (no stemming) to 1.</summary>
    public double VariantWeight { get; init; } = 1;

    /// <summary>How many words of the best passages are added to the query (RM3); 0 for none.</summary>
    public int FeedbackWords { get; init; }

    /// <summary>How much a link between two notes that were found lifts both, from 0 to 1.</summary>
    public double LinkWeight { get; init; }

    /// <summary>Whether embeddings take part.</summary>
    public bool Embedding { get; init; }
}
