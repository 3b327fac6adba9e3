using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>Why a collection did not do what it was asked.</summary>
[GenerateSerializer, Alias("vault.CollectionFault")]
public enum CollectionFault
{
    None,

    /// <summary>There is none, or the reader may not see it.</summary>
    Missing,

    /// <summary>The reader may see it, and not do this.</summary>
    NotAllowed,

    /// <summary>The same id was used for another request.</summary>
    Conflict,

    /// <summary>The person owns as many as one person may, or a collection has as many members as it may.</summary>
    TooMany,
}

[GenerateSerializer, Immutable, Alias("vault.NewCollection")]
public sealed record NewCollection([property: Id(0)] string Name, [property: Id(1)] Visibility Visibility = Visibility.Private);

/// <summary>What is to change; null stays as it is.</summary>
/// <param name="Members">Rights by person; null as a right removes the person.</param>
[GenerateSerializer, Immutable, Alias("vault.CollectionChange")]
public sealed record CollectionChange(
    [property: Id(0)] string? Name = null,
    [property: Id(1)] Visibility? Visibility = null,
    [property: Id(2)] ImmutableDictionary<string, MemberRight?>? Members = null);

[GenerateSerializer, Immutable, Alias("vault.CollectionAnswer")]
public sealed record CollectionAnswer([property: Id(0)] CollectionFault Fault, [property: Id(1)] Collection? Collection = null);

/// <param name="Documents">One for each that arrived, in the same order; one that was refused at once has no id.</param>
[GenerateSerializer, Immutable, Alias("vault.ReceiveAnswer")]
public sealed record ReceiveAnswer(
    [property: Id(0)] CollectionFault Fault, [property: Id(1)] ImmutableArray<DocumentStatus> Documents);

/// <summary>A collection as it is now.</summary>
[GenerateSerializer, Immutable, Alias("vault.CollectionProgress")]
public sealed record CollectionProgress([property: Id(0)] Collection Collection, [property: Id(1)] CollectionCounts Counts);
