using System.Buffers;

namespace ObsidianVault.Knowledge.Search;

/// <summary>Adds up the scores of the passages of one segment.</summary>
internal sealed class Accumulator : IDisposable
{
    /// <summary>A segment whose numbers span more than this has few of them left, and is counted by a dictionary.</summary>
    private const int MaxWidth = 1 << 20;

    private readonly long _first;
    private readonly Dictionary<long, int>? _slots;
    private double[] _scores;
    private uint[] _matched;
    private double[]? _counts;

    public Accumulator(long first, long last)
    {
        _first = first;
        Width = (int)Math.Min(last - first + 1, MaxWidth);
        if (last - first >= MaxWidth) _slots = [];
        _scores = ArrayPool<double>.Shared.Rent(Width);
        _matched = ArrayPool<uint>.Shared.Rent(Width);
        Array.Clear(_scores, 0, Width);
        Array.Clear(_matched, 0, Width);
    }

    /// <summary>How many slots there are.</summary>
    public int Width { get; }

    public int SlotOf(long passage)
    {
        if (_slots is null) return (int)(passage - _first);
        if (!_slots.TryGetValue(passage, out var slot)) _slots.Add(passage, slot = Math.Min(_slots.Count, Width - 1));
        return slot;
    }

    public void Add(int slot, double score, uint bit)
    {
        _scores[slot] += score;
        _matched[slot] |= bit;
    }

    /// <summary>Counts by slot, all zero; the caller leaves them so.</summary>
    public double[] Counts()
    {
        if (_counts is not null) return _counts;
        _counts = ArrayPool<double>.Shared.Rent(Width);
        Array.Clear(_counts, 0, Width);
        return _counts;
    }

    public IEnumerable<(long Passage, double Score, uint Matched)> All()
    {
        if (_slots is not null)
        {
            foreach (var (passage, slot) in _slots) yield return (passage, _scores[slot], _matched[slot]);
            yield break;
        }

        for (var slot = 0; slot < Width; slot++)
        {
            if (_scores[slot] > 0) yield return (_first + slot, _scores[slot], _matched[slot]);
        }
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_scores);
        ArrayPool<uint>.Shared.Return(_matched);
        if (_counts is not null) ArrayPool<double>.Shared.Return(_counts);
        (_scores, _matched, _counts) = ([], [], null);
    }
}
