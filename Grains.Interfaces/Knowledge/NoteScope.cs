using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>The notes that an answer may rest on.</summary>
/// <param name="Collections">Ids; empty for every collection that the reader may see.</param>
[GenerateSerializer, Immutable, Alias("vault.NoteScope")]
public sealed record NoteScope([property: Id(0)] Reader Reader, [property: Id(1)] ImmutableArray<string> Collections);
