using System.Collections.Immutable;

namespace ObsidianVault.Knowledge.Uploads;

/// <summary>What a manifest and a collection differ in.</summary>
/// <param name="Missing">Paths to send: unknown here, or known with other bytes.</param>
/// <param name="Renamed">Files that are known under a path that the manifest does not have.</param>
/// <param name="Gone">Paths here that the manifest does not have, without those that were renamed.</param>
/// <param name="Unchanged">How many are the same on both sides.</param>
public sealed record SyncPlan(
    ImmutableArray<string> Missing, ImmutableArray<Rename> Renamed, ImmutableArray<string> Gone, int Unchanged)
{
    /// <summary>Compares the hashes of files by path with those that are stored.</summary>
    public static SyncPlan Of(IReadOnlyDictionary<string, string> manifest, IReadOnlyDictionary<string, string> stored)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(stored);
        // One file can take the place of one that is gone; of several with the same bytes each takes one.
        var gone = stored.Where(file => !manifest.ContainsKey(file.Key)).OrderBy(file => file.Key, StringComparer.Ordinal)
            .GroupBy(file => file.Value, file => file.Key).ToDictionary(group => group.Key, group => new Queue<string>(group));
        var (missing, renamed) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<Rename>());
        var unchanged = 0;
        foreach (var (path, hash) in manifest.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (stored.TryGetValue(path, out var known))
            {
                if (known == hash) unchanged++;
                else missing.Add(path);
            }
            else if (gone.TryGetValue(hash, out var olds) && olds.TryDequeue(out var old)) renamed.Add(new Rename(old, path, hash));
            else missing.Add(path);
        }

        return new SyncPlan(
            missing.ToImmutable(), renamed.ToImmutable(), [.. gone.Values.SelectMany(paths => paths).Order(StringComparer.Ordinal)],
            unchanged);
    }
}

public sealed record Rename(string From, string To, string Hash);
