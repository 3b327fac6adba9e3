using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>Validates a picture's spec; reports all faults at once.</summary>
public static class VisualRules
{
    public const int MaxSeries = 8;
    public const int MaxNumbers = 10_000;
    public const int MaxLabels = 200;
    public const int MaxEdges = 500;
    public const int MaxShapes = 200;
    private const double Largest = 1e12;

    public static ImmutableArray<(string Field, string Fault)> Check(VisualSpec spec) => [.. Faults(spec)];

    private static IEnumerable<(string, string)> Faults(VisualSpec spec)
    {
        if (!Enum.IsDefined(spec.Kind)) yield return ("kind", "Must be plot, line, bar, scatter, histogram, pie, geometry or graph.");
        if (spec.Title is { Length: > 120 }) yield return ("title", "At most 120 characters.");
        if (spec.Labels.Length > MaxLabels || spec.Labels.Any(label => label is null or { Length: > 80 }))
            yield return ("labels", "At most 200, of at most 80 characters each.");
        switch (spec.Kind)
        {
            case VisualKind.Plot:
                if (spec.Expressions.Length is 0 or > MaxSeries
                    || spec.Expressions.Any(e => string.IsNullOrWhiteSpace(e) || e.Length > 200))
                {
                    yield return ("expressions", "1 to 8 formulas of x, of at most 200 characters each.");
                }

                if (!(Sound(spec.XMin) && Sound(spec.XMax) && spec.XMin < spec.XMax))
                    yield return ("x_max", "Must be greater than x_min; both at most 1e12.");
                if (!Sound(spec.YMin ?? 0) || !Sound(spec.YMax ?? 0) || spec.YMin >= spec.YMax)
                    yield return ("y_max", "Must be greater than y_min; both at most 1e12.");
                break;
            case VisualKind.Geometry:
                var spots = spec.Points.Concat(spec.Segments.SelectMany(s => s)).Concat(spec.Polygons.SelectMany(p => p)).ToList();
                if (spots.Count + spec.Circles.Length is 0 or > MaxShapes)
                    yield return ("points", "1 to 200 points in all shapes together.");
                if (spots.Any(p => p.Length != 2 || !p.All(Sound))
                    || spec.Circles.Any(c => !(Sound(c.X) && Sound(c.Y) && Sound(c.Radius) && c.Radius > 0)))
                {
                    yield return ("points", "A point must be a pair of numbers and a radius positive, all at most 1e12.");
                }

                break;
            case VisualKind.Graph:
                if (spec.Edges.Length is 0 or > MaxEdges
                    || spec.Edges.Any(e => e.Length != 2 || e.Any(name => name is not { Length: > 0 and <= 80 })))
                {
                    yield return ("edges", "1 to 500 pairs of names.");
                }

                break;
            default:
                var numbers = spec.Series.Sum(s => s.Values.Length);
                if (spec.Series.Length is 0 or > MaxSeries || numbers > MaxNumbers || spec.Series.Any(s => s.Values.Length == 0))
                    yield return ("series", "1 to 8 series with 1 to 10,000 numbers in total, or csv.");
                if (spec.Series.Any(s => s.Values.Any(v => !Sound(v)) || s.Name is { Length: > 80 }) || spec.X.Any(x => !Sound(x)))
                    yield return ("series", "Numbers may be at most 1e12, names at most 80 characters.");
                if (spec.X.Length > 0 && spec.Series.Any(s => s.Values.Length != spec.X.Length))
                    yield return ("x", "Must have as many numbers as each series.");
                break;
        }
    }

    private static bool Sound(double value) => double.IsFinite(value) && Math.Abs(value) <= Largest;
}
