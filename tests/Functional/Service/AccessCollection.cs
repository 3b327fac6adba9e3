namespace ObsidianVault.Functional.Service;

/// <summary>The tests of who may do what share one service.</summary>
[CollectionDefinition]
public sealed class AccessCollection : ICollectionFixture<AccessFixture>;
