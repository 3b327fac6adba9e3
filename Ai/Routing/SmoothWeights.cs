using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Routing;

/// <summary>
/// Smooth weighted round robin: deterministic, and every count stays within one of its exact share. Targets that are absent
/// for a while get no credit for it.
/// </summary>
internal sealed class SmoothWeights
{
    private readonly Lock _gate = new();
    private readonly Dictionary<AiRouteEntry, long> _current = [];

    /// <summary>The entries, the chosen one first and the others by weight.</summary>
    public List<AiRouteEntry> Order(IReadOnlyList<AiRouteEntry> entries)
    {
        if (entries.Count < 2) return [.. entries];
        AiRouteEntry best = entries[0];
        lock (_gate)
        {
            long total = 0, highest = long.MinValue;
            foreach (var entry in entries)
            {
                total += entry.Options.Weight;
                var current = _current[entry] = _current.GetValueOrDefault(entry) + entry.Options.Weight;
                if (current > highest) (highest, best) = (current, entry);
            }

            _current[best] -= total;
        }

        return [best, .. entries.Where(e => e != best).OrderByDescending(e => e.Options.Weight)];
    }
}
