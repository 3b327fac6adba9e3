using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>Parses the text after /plot and /draw.</summary>
public static partial class VisualText
{
    /// <summary>"sin(x), x^2 from -5 to 5".</summary>
    public static VisualSpec? Plot(string text)
    {
        var range = Range().Match(text);
        var (low, high) = range.Success ? (Parsed(range.Groups[1].Value), Parsed(range.Groups[2].Value)) : (-10d, 10d);
        var formulas = (range.Success ? text.Remove(range.Index, range.Length) : text)
            .Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return formulas.Length == 0
            ? null
            : new VisualSpec { Kind = VisualKind.Plot, Expressions = [.. formulas], XMin = low ?? 0, XMax = high ?? 0 };
    }

    /// <summary>
    /// "bar Mon=3 Tue=5", "pie 30 50 20", "line 1,4,9", a table after the kind; "graph A-B B-C" or "A->B";
    /// "polygon 0,0 4,0 0,3", "circle 0,0 2".
    /// </summary>
    public static VisualSpec? Draw(string text)
    {
        var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts is not [var name, var data]) return null;
        return name.ToLowerInvariant() switch
        {
            "plot" or "function" => Plot(data),
            "graph" or "network" => Graph(data),
            "triangle" or "polygon" => Spots(data) is { Length: > 2 } corners
                ? new VisualSpec { Kind = VisualKind.Geometry, Polygons = [corners] }
                : null,
            "points" => Spots(data) is { Length: > 0 } points ? new VisualSpec { Kind = VisualKind.Geometry, Points = points } : null,
            "segment" => Spots(data) is { Length: 2 } ends ? new VisualSpec { Kind = VisualKind.Geometry, Segments = [ends] } : null,
            "circle" => Circle(data),
            "bar" or "bars" => Chart(VisualKind.Bar, data),
            "line" or "lines" => Chart(VisualKind.Line, data),
            "scatter" => Chart(VisualKind.Scatter, data),
            "histogram" => Chart(VisualKind.Histogram, data),
            "pie" => Chart(VisualKind.Pie, data),
            _ => null,
        };
    }

    private static VisualSpec? Chart(VisualKind kind, string data)
    {
        var spec = new VisualSpec { Kind = kind };
        if (data.Contains('\n')) return VisualCsv.Read(data, spec);
        var named = Named().Matches(data);
        if (named.Count > 0)
        {
            return spec with
            {
                Labels = [.. named.Select(pair => pair.Groups[1].Value.Trim())],
                Series = [new VisualSeries(null, [.. named.Select(pair => Parsed(pair.Groups[2].Value)).OfType<double>()])],
            };
        }

        var cells = data.Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = cells.Select(Parsed).OfType<double>().ToImmutableArray();
        return numbers.Length == cells.Length && numbers.Length > 0 ? spec with { Series = [new VisualSeries(null, numbers)] } : null;
    }

    private static VisualSpec? Graph(string data)
    {
        var edges = Edge().Matches(data);
        return edges.Count == 0 ? null : new VisualSpec
        {
            Kind = VisualKind.Graph,
            Directed = edges.Any(edge => edge.Groups[2].Value.EndsWith('>')),
            Edges = [.. edges.Select(edge => (ImmutableArray<string>)[edge.Groups[1].Value, edge.Groups[3].Value])],
        };
    }

    private static VisualSpec? Circle(string data) =>
        Spots(data) is [var centre, ..] && Parsed(data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[^1]) is { } radius
            ? new VisualSpec { Kind = VisualKind.Geometry, Circles = [new VisualCircle(centre[0], centre[1], radius)] }
            : null;

    private static ImmutableArray<ImmutableArray<double>> Spots(string data) =>
        [.. Spot().Matches(data).Select(spot =>
            (ImmutableArray<double>)[Parsed(spot.Groups[1].Value) ?? 0, Parsed(spot.Groups[2].Value) ?? 0])];

    private static double? Parsed(string text) =>
        double.TryParse(
            text.Replace("pi", "3.14159265358979", StringComparison.OrdinalIgnoreCase),
            NumberStyles.Float,
            CultureInfo.InvariantCulture,
            out var value)
            ? value
            : null;

    [GeneratedRegex(@"\s*(?:\bfrom\b|\bfor x in\b)\s*(-?[\d.]+|-?pi)\s*(?:to|\.\.|,)\s*(-?[\d.]+|-?pi)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex Range();

    [GeneratedRegex(@"([^\s=:,;][^=:,;\n]{0,79}?)\s*[=:]\s*(-?\d+(?:\.\d+)?)")]
    private static partial Regex Named();

    [GeneratedRegex(@"([\w]{1,40})\s*(--?>?|—|→)\s*([\w]{1,40})")]
    private static partial Regex Edge();

    [GeneratedRegex(@"\(?(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\)?")]
    private static partial Regex Spot();
}
