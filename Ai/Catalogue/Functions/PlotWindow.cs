namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>The part of a function to draw: finite, with poles cut off, and the range in which a moving point may travel.</summary>
/// <param name="A">Left end on x.</param>
/// <param name="B">Right end on x.</param>
/// <param name="Low">Bottom of the picture on y.</param>
/// <param name="High">Top of the picture on y.</param>
/// <param name="From">Left end of the longest stretch that lies inside the picture.</param>
/// <param name="To">Right end of that stretch.</param>
internal sealed record PlotWindow(double A, double B, double Low, double High, double From, double To)
{
    private const int Samples = 400;
    private const double MaxY = 1e6;

    /// <summary>Null if the function is not finite on at least a fifth of the range.</summary>
    public static PlotWindow? Of(Expr f, double a, double b)
    {
        var xs = Enumerable.Range(0, Samples + 1).Select(i => a + ((b - a) * i / Samples)).ToArray();
        var ys = xs.Select(f.At).ToArray();
        var (first, last) = Longest(ys, y => double.IsFinite(y) && Math.Abs(y) <= MaxY, gap: 3);
        if (last - first < Samples / 5)
            return null;

        var sorted = ys[first..(last + 1)].Where(double.IsFinite).Order().ToArray();
        var (low, high) = Fit(sorted);
        var (from, to) = Longest(ys, y => y >= low && y <= high, gap: 0, first, last);
        return new(xs[first], xs[last], low, high, xs[from], xs[to]);
    }

    private static (double Low, double High) Fit(double[] sorted)
    {
        var (low, high) = (sorted[0], sorted[^1]);
        var (p10, p90) = (sorted[sorted.Length / 10], sorted[sorted.Length * 9 / 10]);
        // A pole: the outer tenths are far from the rest, so show the rest.
        if (high - low > 6 * (p90 - p10) && p90 > p10)
            (low, high) = (p10, p90);
        if (high - low < 1e-6)
            (low, high) = (low - 1, high + 1);
        var height = high - low;
        if (low > 0 && low < 1.5 * height)
            low = 0;
        if (high < 0 && -high < 1.5 * height)
            high = 0;
        return (low - (0.08 * height), high + (0.12 * height));
    }

    private static (int First, int Last) Longest(double[] ys, Func<double, bool> good, int gap, int start = 0, int? end = null)
    {
        var (best, bestEnd, run, lastGood) = (start, start, -1, -1);
        for (var i = start; i <= (end ?? ys.Length - 1); i++)
        {
            if (!good(ys[i]))
                continue;
            if (run < 0 || i - lastGood > gap + 1)
                run = i;
            lastGood = i;
            if (i - run > bestEnd - best)
                (best, bestEnd) = (run, i);
        }

        return (best, bestEnd);
    }
}
