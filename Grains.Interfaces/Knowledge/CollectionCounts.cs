namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>How much a collection holds, and how much of it waits to be read.</summary>
/// <param name="Bytes">Of the documents as they were sent.</param>
/// <param name="TextBytes">Of text that can be found.</param>
/// <param name="Embedded">The passages that have an embedding of the model.</param>
/// <param name="EmbeddingModel">The model with its number of dimensions; null where nothing is embedded.</param>
/// <param name="EmbeddingUsed">Whether searching uses the embeddings, because the grades say that they help.</param>
/// <param name="EmbeddingFault">Why embedding does not go on, in a sentence; null if it does.</param>
[GenerateSerializer, Immutable, Alias("vault.CollectionCounts")]
public sealed record CollectionCounts(
    [property: Id(0)] int Documents,
    [property: Id(1)] int Waiting,
    [property: Id(2)] int Refused,
    [property: Id(3)] int Passages,
    [property: Id(4)] long TextBytes,
    [property: Id(5)] long Bytes,
    [property: Id(6)] int Embedded = 0,
    [property: Id(7)] string? EmbeddingModel = null,
    [property: Id(8)] bool EmbeddingUsed = false,
    [property: Id(9)] string? EmbeddingFault = null);
