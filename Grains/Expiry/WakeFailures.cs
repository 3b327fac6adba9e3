using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Grains.Expiry;

/// <summary>
/// Counts how often in a row each grain of a bucket could not be woken: one that keeps failing is woken less and less often.
/// </summary>
internal sealed class WakeFailures
{
    private const int Capacity = 1_000;
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);

    /// <summary>Counts a failure and returns how long to leave the grain alone.</summary>
    public TimeSpan Next(string grainKey)
    {
        // If all of them fail, the cluster is at fault, and the counts say nothing about single grains.
        if (_failures.Count >= Capacity && !_failures.ContainsKey(grainKey)) _failures.Clear();
        var times = _failures[grainKey] = _failures.GetValueOrDefault(grainKey) + 1;
        return Backoff.After(times, s_first, s_longest);
    }

    public void Forget(string grainKey) => _failures.Remove(grainKey);
}
