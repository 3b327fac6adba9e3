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

    /// <summary>The embeddings that take part, <see cref="EmbeddingState.Key"/>; null for none.</summary>
    public string? EmbeddingModel { get; init; }

    /// <summary>The cosine of a question and a passage that have nothing to do with each other, as the grades found it.</summary>
    public double EmbeddingFloor { get; init; }

    /// <summary>The cosine of a question and the passage that answers it: the median.</summary>
    public double EmbeddingMatch { get; init; }

    /// <summary>What the cosine of a question and a passage says about the share of what is asked for, from 0 to 1.</summary>
    public double RelevanceOf(double cosine) => EmbeddingMatch > EmbeddingFloor
        ? Math.Clamp((cosine - EmbeddingFloor) / (EmbeddingMatch - EmbeddingFloor) / 2, 0, 1)
        : 0;
}
