namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>How much a collection holds, and how much of it waits to be read.</summary>
/// <param name="Bytes">Of the documents as they were sent.</param>
/// <param name="TextBytes">Of text that can be found.</param>
[GenerateSerializer, Immutable, Alias("vault.CollectionCounts")]
public sealed record CollectionCounts(
    [property: Id(0)] int Documents,
    [property: Id(1)] int Waiting,
    [property: Id(2)] int Refused,
    [property: Id(3)] int Passages,
    [property: Id(4)] long TextBytes,
    [property: Id(5)] long Bytes);
