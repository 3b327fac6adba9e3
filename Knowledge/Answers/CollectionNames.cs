using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Finds collections by what people and programs call them.</summary>
public static class CollectionNames
{
    /// <summary>The most collections that one question names.</summary>
    public const int Max = 50;

    /// <summary>The collections with these ids or names, as far as the reader may see them.</summary>
    /// <returns>The first that is none of theirs, or null if all are.</returns>
    public static async Task<(ImmutableArray<Collection> Found, string? Unknown)> FindAsync(
        IKnowledgeStore store, Reader reader, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(names);
        var wanted = names.Select(n => n.Trim()).Where(n => n.Length > 0).Distinct(StringComparer.Ordinal).ToArray();
        if (wanted.Length == 0) return ([], null);
        var all = await store.ListCollectionsAsync(reader, cancellationToken);
        var found = ImmutableArray.CreateBuilder<Collection>();
        foreach (var name in wanted)
        {
            if (Find(all, name) is not { } collection) return ([], name);
            if (!found.Contains(collection)) found.Add(collection);
        }

        return (found.ToImmutable(), null);
    }

    /// <summary>By id, then by name, of which case does not count; of equal names the older collection.</summary>
    private static Collection? Find(ImmutableArray<Collection> all, string name) =>
        all.FirstOrDefault(c => c.Id == name)
        ?? all.Where(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).MinBy(c => c.CreatedAt);
}
