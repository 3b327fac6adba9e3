using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>A document whose bytes are stored and that its collection is told of.</summary>
/// <param name="Id">A new id, used if the path is new.</param>
/// <param name="Path">Folders and a name, separated by "/", in Unicode form C.</param>
/// <param name="Hash">SHA-256 of the bytes, 64 hexadecimal digits in lower case.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ObjectKey">
/// Where its bytes are in the object store, <c>documents/{id}</c>; null for a document of the collection that is only renamed.
/// </param>
/// <param name="Labels">What its sender said about it; null for nothing.</param>
[GenerateSerializer, Immutable, Alias("vault.ArrivedDocument")]
public sealed record ArrivedDocument(
    [property: Id(0)] string Id,
    [property: Id(1)] string Path,
    [property: Id(2)] string Hash,
    [property: Id(3)] long Size,
    [property: Id(4)] string? ObjectKey,
    [property: Id(5)] DocumentLabels? Labels = null);

/// <summary>What the sender of a document said about it, beside what it says itself.</summary>
/// <param name="Title">Instead of its own; at most 200 characters.</param>
/// <param name="Category">Becomes the property <c>category</c>; at most 100 characters.</param>
/// <param name="Tags">Added to its own, without "#"; at most 50, each of at most 100 characters.</param>
[GenerateSerializer, Immutable, Alias("vault.DocumentLabels")]
public sealed record DocumentLabels(
    [property: Id(0)] string? Title, [property: Id(1)] string? Category, [property: Id(2)] ImmutableArray<string> Tags)
{
    public const int MaxTitle = 200;
    public const int MaxCategory = 100;
    public const int MaxTags = 50;
    public const int MaxTag = 100;
}
