namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>A note that a video follows.</summary>
/// <param name="Path">In the collection, with "/" between folders.</param>
/// <param name="Hash">SHA-256 of its bytes when it was read, 64 hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("vault.NoteSource")]
public sealed record NoteSource(
    [property: Id(0)] string CollectionId,
    [property: Id(1)] string CollectionName,
    [property: Id(2)] string DocumentId,
    [property: Id(3)] string Path,
    [property: Id(4)] string Title,
    [property: Id(5)] string Hash);
