using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer<ObsidianVault.Functional.Rendering.LongestFirst>]

namespace ObsidianVault.Functional.Rendering;

/// <summary>
/// Scenes that are well-behaved: one at a time, beside other tests. Those that attack the sandbox or count what it leaves behind are
/// in <see cref="SandboxCollection"/>, which has the machine to itself.
/// </summary>
[CollectionDefinition]
public sealed class SceneCollection : ICollectionFixture<SandboxFixture>;

/// <summary>Begins with the longest collection, so that nothing waits for it alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection =>
            !collection.TestCollectionDisplayName.Contains(nameof(SceneCollection), StringComparison.Ordinal))];
}
