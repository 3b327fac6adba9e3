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

    /// <summary>The person owns as many as one person may.</summary>
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

/// <param name="Documents">One for each that arrived, in the same order; refused ones have a reason and no id.</param>
[GenerateSerializer, Immutable, Alias("vault.ReceiveAnswer")]
public sealed record ReceiveAnswer(
    [property: Id(0)] CollectionFault Fault, [property: Id(1)] ImmutableArray<DocumentStatus> Documents);

/// <summary>A file as somebody has it.</summary>
/// <param name="Hash">SHA-256 of its bytes, 64 hexadecimal digits in lower case.</param>
[GenerateSerializer, Immutable, Alias("vault.ManifestEntry")]
public sealed record ManifestEntry([property: Id(0)] string Path, [property: Id(1)] string Hash);

/// <summary>What a manifest and the collection differ in.</summary>
/// <param name="Missing">Paths to send: unknown here, or known with other bytes.</param>
/// <param name="Renamed">The new path by the old one: the same bytes are known under a path that is gone.</param>
/// <param name="Gone">Paths here that the manifest does not have, without those that were renamed.</param>
[GenerateSerializer, Immutable, Alias("vault.SyncPlan")]
public sealed record SyncPlan(
    [property: Id(0)] ImmutableArray<string> Missing,
    [property: Id(1)] ImmutableSortedDictionary<string, string> Renamed,
    [property: Id(2)] ImmutableArray<string> Gone,
    [property: Id(3)] int Unchanged);

[GenerateSerializer, Immutable, Alias("vault.SyncAnswer")]
public sealed record SyncAnswer([property: Id(0)] CollectionFault Fault, [property: Id(1)] SyncPlan? Plan = null);

/// <summary>A collection as it is now.</summary>
[GenerateSerializer, Immutable, Alias("vault.CollectionProgress")]
public sealed record CollectionProgress([property: Id(0)] Collection Collection, [property: Id(1)] CollectionCounts Counts);
