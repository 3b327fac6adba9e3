namespace ObsidianVault.Functional.Rendering;

/// <summary>One scene at a time and nothing beside it: the tests attack the sandbox, and count what a scene left behind.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class SandboxCollection : ICollectionFixture<SandboxFixture>;
