using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Desk;

namespace ObsidianVault.Grains.Interfaces.News;

/// <summary>Conversations as they are now, and an operator who looks at one.</summary>
[GenerateSerializer, Immutable, Alias("vault.DeskNews")]
public sealed record DeskNews(
    [property: Id(0)] ImmutableArray<DeskEntry> Entries, [property: Id(1)] OperatorPresence? Presence = null);

/// <summary>An operator has a conversation open.</summary>
/// <param name="By">The operator's name.</param>
/// <param name="IsWriting">Whether they are writing.</param>
/// <param name="Key">Names the window it is open in: one operator may have several.</param>
[GenerateSerializer, Immutable, Alias("vault.OperatorPresence")]
public sealed record OperatorPresence(
    [property: Id(0)] string SessionId, [property: Id(1)] string By, [property: Id(2)] bool IsWriting, [property: Id(3)] string Key);
