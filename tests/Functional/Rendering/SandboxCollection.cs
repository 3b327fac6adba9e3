namespace ObsidianVault.Functional.Rendering;

/// <summary>One scene at a time: the tests look for processes that a scene left behind, and share one slot's user.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class SandboxCollection : ICollectionFixture<SandboxFixture>;
