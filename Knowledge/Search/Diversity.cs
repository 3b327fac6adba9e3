using System.Collections.Immutable;
using ObsidianVault.Knowledge.Terms;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Keeps one long note from filling a result, and one text from being in it twice.</summary>
internal static class Diversity
{
    /// <summary>Two passages that share this much of their words are the same for a reader.</summary>
    private const double Same = 0.9;

    public static ImmutableArray<FoundPassage> Choose(IEnumerable<FoundPassage> ranked, int limit, int perNote)
    {
        var chosen = ImmutableArray.CreateBuilder<FoundPassage>(limit);
        var words = new List<HashSet<string>>();
        var notes = new Dictionary<string, int>(StringComparer.Ordinal);
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var found in ranked)
        {
            if (chosen.Count == limit) break;
            if (notes.GetValueOrDefault(found.DocumentId) >= perNote || !hashes.Add(found.Passage.Hash)) continue;
            var own = Words.Of(found.Passage.Plain).ToHashSet(StringComparer.Ordinal);
            if (own.Count > 0 && words.Exists(other => AreSame(own, other))) continue;
            words.Add(own);
            notes[found.DocumentId] = notes.GetValueOrDefault(found.DocumentId) + 1;
            chosen.Add(found);
        }

        return chosen.ToImmutable();
    }

    private static bool AreSame(HashSet<string> one, HashSet<string> other)
    {
        if (Math.Min(one.Count, other.Count) < Same * Math.Max(one.Count, other.Count)) return false;
        var shared = one.Count(other.Contains);
        return shared >= Same * (one.Count + other.Count - shared);
    }
}
