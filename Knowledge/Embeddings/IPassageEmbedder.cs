namespace ObsidianVault.Knowledge.Embeddings;

/// <summary>Embeds the passages of collections, in steps; for the collection's grain. A step that is repeated asks nothing twice.</summary>
public interface IPassageEmbedder
{
    /// <summary>The model; null where nothing is embedded.</summary>
    string? Model { get; }

    /// <summary>
    /// Embeds the next passages. What they cost is reserved and booked before it is used. A failure is kept with the collection and does
    /// not throw.
    /// </summary>
    /// <param name="payer">Whose ledger is charged; null for that of the collection's owner.</param>
    Task<EmbeddingOutcome> StepAsync(string collectionId, string? payer, CancellationToken cancellationToken);
}

/// <param name="HasMore">Whether there is more to embed at once.</param>
/// <param name="RetryAt">When the next step makes sense, after a failure; null for no failure.</param>
/// <param name="AsksForGrades">Whether everything is embedded, and no grades say yet whether it helps.</param>
public sealed record EmbeddingOutcome(bool HasMore, DateTimeOffset? RetryAt, bool AsksForGrades);
