using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace ObsidianVault.Cluster.Silos;

/// <summary>
/// The number of each operation, over all silos and the client. Storage: <c>IGrainStorage.WriteStateAsync {state name}</c>;
/// other ports: <c>{interface}.{method}</c>; grain calls: <c>call {interface}.{method}</c>.
/// </summary>
public sealed class Counters
{
    public const string Calls = "call ";

    /// <summary>The suffix of a port's counter for calls that returned null.</summary>
    public const string Nothing = " (nothing)";

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.Ordinal);

    public void Add(string what) => _counts.AddOrUpdate(what, 1, static (_, n) => n + 1);

    public int this[string what] => _counts.GetValueOrDefault(what);

    public ImmutableSortedDictionary<string, int> Snapshot() => _counts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The operations since the snapshot.</summary>
    public ImmutableSortedDictionary<string, int> Since(ImmutableSortedDictionary<string, int> earlier) => Snapshot()
        .Select(count => KeyValuePair.Create(count.Key, count.Value - earlier.GetValueOrDefault(count.Key)))
        .Where(count => count.Value > 0)
        .ToImmutableSortedDictionary(StringComparer.Ordinal);
}
