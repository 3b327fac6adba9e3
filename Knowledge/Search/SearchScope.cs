using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Where a query looks: the collections that the reader may see, and of them only what the filters leave.</summary>
/// <param name="Allowed">The passages that the filters leave, by collection; null if there are no filters.</param>
internal sealed record SearchScope(
    IReadOnlyDictionary<int, ScopedCollection> Collections, IReadOnlyDictionary<int, PassageRanges>? Allowed)
{
    public bool Allows(int collection, long passage) =>
        Allowed is null || (Allowed.TryGetValue(collection, out var ranges) && ranges.Contains(passage));
}

internal sealed record ScopedCollection(
    int Number, string Id, string Name, long Generation, Ranking Ranking, long Passages, long Words);

/// <summary>Ranges of passage numbers, to look one up.</summary>
internal sealed class PassageRanges
{
    private readonly long[] _first;
    private readonly long[] _last;

    public PassageRanges(IEnumerable<(long First, long Last)> ranges)
    {
        var ordered = ranges.OrderBy(range => range.First).ToList();
        _first = [.. ordered.Select(range => range.First)];
        _last = [.. ordered.Select(range => range.Last)];
    }

    public IEnumerable<(long First, long Last)> All => _first.Zip(_last);

    public bool Contains(long passage)
    {
        var i = Array.BinarySearch(_first, passage);
        if (i < 0) i = ~i - 1;
        return i >= 0 && passage <= _last[i];
    }
}
