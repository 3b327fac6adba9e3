using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Grains.Interfaces.News;

/// <summary>A collection as it is now. Its generation and its counts say whether anything is new.</summary>
[GenerateSerializer, Immutable, Alias("vault.CollectionNews")]
public sealed record CollectionNews([property: Id(0)] CollectionProgress Progress);
