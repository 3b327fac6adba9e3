namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>Where a document stands between its arrival and its being found.</summary>
public enum DocumentState
{
    /// <summary>Its bytes are stored, and it waits to be read. An earlier version of it is found meanwhile.</summary>
    Waiting,

    /// <summary>It can be found.</summary>
    Indexed,

    /// <summary>It could not be read; <see cref="DocumentStatus.Reason"/> says why and what to do.</summary>
    Refused,
}

/// <summary>A document of a collection, without its text.</summary>
/// <param name="Id">Stays the same when the document is changed or renamed.</param>
/// <param name="Path">In the collection, with "/" between folders, Unicode form C.</param>
/// <param name="Hash">SHA-256 of the bytes, 64 hexadecimal digits in lower case.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Reason">Why it was refused, or what of it could not be read; null if there is nothing to say.</param>
/// <param name="Passages">How many can be found.</param>
[GenerateSerializer, Immutable, Alias("vault.DocumentStatus")]
public sealed record DocumentStatus(
    [property: Id(0)] string Id,
    [property: Id(1)] string Path,
    [property: Id(2)] string Hash,
    [property: Id(3)] long Size,
    [property: Id(4)] DocumentState State,
    [property: Id(5)] string? Reason,
    [property: Id(6)] int Passages,
    [property: Id(7)] DateTimeOffset ReceivedAt,
    [property: Id(8)] DateTimeOffset? IndexedAt);
