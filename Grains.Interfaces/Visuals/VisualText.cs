using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>
/// Parses the text after /plot and /draw, with the signs that phones make of those on a keyboard. Names and labels stay as
/// they were written.
/// </summary>
public static partial class VisualText
{
    /// <summary>"sin(x), x^2 from -5 to 5", in the words of several languages; see <see cref="PlotRange"/>.</summary>
    public static VisualSpec? Plot(string text)
    {
        var (rest, low, high) = PlotRange.Find(TypedText.Number(Unwrapped(text)).Replace("`", "", StringComparison.Ordinal));
        var formulas = Formulas(Joined().Replace(rest, ";"));
        return formulas.Length == 0 ? null : new VisualSpec { Kind = VisualKind.Plot, Expressions = formulas, XMin = low, XMax = high };
    }

    /// <summary>
    /// "bar Mon=3 Tue=5", "pie 30 50 20", "line 1,4,9", a table after the kind; "graph A-B B-C" or "A->B";
    /// "polygon 0,0 4,0 0,3", "circle 0,0 2".
    /// </summary>
    public static VisualSpec? Draw(string text)
    {
        text = TypedText.Listed(Unwrapped(text));
        var parts = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts is not [var name, var data]) return null;
        return TypedText.Word(name).TrimEnd(':').ToLowerInvariant() switch
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

    /// <summary>Without the marks of code around it.</summary>
    private static string Unwrapped(string text) =>
        CodeFences.Of(text) is [var block] ? text[..text.IndexOfAny(['`', '~'])] + block : text.Trim().Trim('`');

    /// <summary>
    /// A comma between two digits is a decimal one, unless every piece between the commas is a formula of x: "0,5x + 1,5" is
    /// one formula, "x^2,2x" are two.
    /// </summary>
    private static ImmutableArray<string> Formulas(string text)
    {
        var pieces = Pieces(text, [',', ';', '\n']);
        if (!DecimalComma().IsMatch(text) || pieces.All(piece => piece.Contains('x', StringComparison.OrdinalIgnoreCase))) return pieces;
        return Pieces(DecimalComma().Replace(text, "."), [',', ';', '\n']);
    }

    /// <summary>Splits at the signs that stand in no brackets.</summary>
    private static ImmutableArray<string> Pieces(string text, ReadOnlySpan<char> separators)
    {
        var pieces = ImmutableArray.CreateBuilder<string>();
        var (start, depth) = (0, 0);
        for (var at = 0; at <= text.Length; at++)
        {
            if (at < text.Length && text[at] is '(' or '[') depth++;
            else if (at < text.Length && text[at] is ')' or ']') depth--;
            else if (at == text.Length || (separators.Contains(text[at]) && depth <= 0))
            {
                if (text[start..at].Trim() is { Length: > 0 } piece) pieces.Add(piece);
                start = at + 1;
            }
        }

        return pieces.ToImmutable();
    }

    private static VisualSpec? Chart(VisualKind kind, string data)
    {
        var spec = new VisualSpec { Kind = kind };
        if (data.Contains('\n')) return VisualCsv.Read(data, spec);
        if (Named(data) is { } named)
        {
            return spec with
            {
                Labels = [.. named.Select(pair => pair.Label)],
                Series = [new VisualSeries(null, [.. named.Select(pair => pair.Value)])],
            };
        }

        data = TypedText.Aligned(data);
        if (kind == VisualKind.Scatter && Pairs(data) is { IsEmpty: false } pairs)
            return spec with { X = [.. pairs.Select(p => p[0])], Series = [new VisualSeries(null, [.. pairs.Select(p => p[1])])] };
        var spaced = data.Split([' ', ';', '\t'], StringSplitOptions.RemoveEmptyEntries);
        // "1,5 2,5" and "1,5; 2" are numbers with decimal commas; "1,4,9" and "1, 4, 9" are lists.
        var decimals = spaced.Length > 1 && spaced.All(cell => SingleNumber().IsMatch(cell)) && spaced.Any(cell => cell.Contains(','));
        var cells = decimals ? spaced : data.Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = cells.Where(cell => cell != "%").Select(VisualNumber.Read).ToArray();
        return numbers.Length > 0 && numbers.All(number => number is not null)
            ? spec with { Series = [new VisualSeries(null, [.. numbers.OfType<double>()])] }
            : null;
    }

    /// <summary>"Mon=3 Tue:5", "Mon-3", "Mon 3, Tue 5"; null if the text is a list of numbers or cannot be read whole.</summary>
    private static List<(string Label, double Value)>? Named(string data)
    {
        var aligned = TypedText.Aligned(data);
        foreach (var pattern in new[] { NamedByMark(), NamedByDash(), NamedBySpace() })
        {
            var pairs = new List<(string, double)>();
            var at = 0;
            foreach (Match pair in pattern.Matches(aligned))
            {
                var label = pair.Groups["label"];
                if (pair.Index != at || VisualNumber.Read(pair.Groups["value"].Value) is not { } value) break;
                pairs.Add((TypedText.Label(data.Substring(label.Index, label.Length)), value));
                at += pair.Length;
            }

            if (pairs.Count > 0 && at == data.Length) return pairs;
        }

        return null;
    }

    private static VisualSpec? Graph(string data)
    {
        var edges = new List<ImmutableArray<string>>();
        var directed = false;
        foreach (Match edge in Edge().Matches(TypedText.Aligned(data)))
        {
            var (from, to, arrow) = (NodeOf("from"), NodeOf("to"), edge.Groups["arrow"].Value);
            var (left, right) = (arrow[0] is '<' or '←' or '↔', arrow[^1] is '>' or '→' or '↔');
            directed |= left || right;
            if (right || !left) edges.Add([from, to]);
            if (left) edges.Add([to, from]);

            string NodeOf(string group) => data.Substring(edge.Groups[group].Index, edge.Groups[group].Length);
        }

        return edges.Count == 0 ? null : new VisualSpec { Kind = VisualKind.Graph, Directed = directed, Edges = [.. edges] };
    }

    private static VisualSpec? Circle(string data)
    {
        var radius = TrailingNumber().Match(TypedText.Number(data));
        return radius.Success && Spots(TypedText.Number(data)[..radius.Index]) is [var centre]
            && VisualNumber.Read(radius.Value) is { } length
            ? new VisualSpec { Kind = VisualKind.Geometry, Circles = [new VisualCircle(centre[0], centre[1], length)] }
            : null;
    }

    /// <summary>"0,0 4,0", "(0; 0) (4; 0)", "(0|0) (4|0)". Between other signs than commas, a comma is a decimal one.</summary>
    private static ImmutableArray<ImmutableArray<double>> Spots(string data)
    {
        var text = TypedText.Number(data);
        var pattern = text.Contains('|') ? SpotByBar()
            : SpotInBrackets().IsMatch(text) ? SpotInBrackets()
            : text.Contains(';') && OnlyPairs().IsMatch(text) ? SpotBySemicolon()
            : Spot();
        return
        [
            .. pattern.Matches(text).Select(spot => (ImmutableArray<double>)
                [VisualNumber.Read(spot.Groups[1].Value) ?? 0, VisualNumber.Read(spot.Groups[2].Value) ?? 0]),
        ];
    }

    /// <summary>"1,2 3,4" and "(1;2) (3;4)", and nothing else; empty for a list of numbers.</summary>
    private static ImmutableArray<ImmutableArray<double>> Pairs(string data)
    {
        var spots = Spots(data);
        var cells = data.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return spots.Length == cells.Length && spots.Length > 1 ? spots : [];
    }

    private const string AnyNumber = @"[-+]?\d+(?:[.,]\d+)?";

    // A comma before a digit that is a label of its own ("1=3,2=5") does not belong to the number.
    private const string Value = @"(?<value>[-+]?\p{Nd}+(?:\.\p{Nd}+|,\p{Nd}+(?!\p{Nd}*\s*[=:]))?(?:[eE][-+]?\p{Nd}+)?)\s*%?[\s,;]*";

    [GeneratedRegex(@"(?<=\d),(?=\d)")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^" + AnyNumber + @"%?$")]
    private static partial Regex SingleNumber();

    [GeneratedRegex(@"(?<label>[^\s=:,;][^=:,;\n]{0,79}?)\s*[=:]\s*" + Value)]
    private static partial Regex NamedByMark();

    [GeneratedRegex(@"(?<label>[^\s=:,;\d][^=:,;\d\n]{0,79}?)\s?[-]\s?" + @"(?<value>\p{Nd}+(?:[.,]\p{Nd}+)?)\s*%?(?:[\s,;]+|$)")]
    private static partial Regex NamedByDash();

    [GeneratedRegex(@"(?<label>[^\s=:,;\d-][^=:,;\d\n]{0,79}?)\s+" + @"(?<value>-?\p{Nd}+(?:[.,]\p{Nd}+)?)\s*%?(?:[\s,;]+|$)")]
    private static partial Regex NamedBySpace();

    [GeneratedRegex(
        @"(?<from>[\w\p{M}\u200C\u200D]{1,40})\s*(?<arrow><?-{1,3}>?|<?={1,2}>|[→←↔])\s*(?=(?<to>[\w\p{M}\u200C\u200D]{1,40}))")]
    private static partial Regex Edge();

    [GeneratedRegex(@"\(?(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\)?")]
    private static partial Regex Spot();

    [GeneratedRegex(@"(" + AnyNumber + @")\s*\|\s*(" + AnyNumber + ")")]
    private static partial Regex SpotByBar();

    [GeneratedRegex(@"\(\s*(" + AnyNumber + @")\s*;\s*(" + AnyNumber + @")\s*\)")]
    private static partial Regex SpotInBrackets();

    [GeneratedRegex(@"(" + AnyNumber + @")\s*;\s*(" + AnyNumber + ")")]
    private static partial Regex SpotBySemicolon();

    /// <summary>Pairs with a semicolon within, and spaces between them.</summary>
    [GeneratedRegex(@"^(?:\s*\(?" + AnyNumber + @"\s*;\s*" + AnyNumber + @"\)?,?(?=\s|$))+\s*$")]
    private static partial Regex OnlyPairs();

    // "x^2 and x^3": two formulas.
    [GeneratedRegex(@"(?<=x.{0,200})\s(?:and|und|et|vs\.?)\s(?=.{0,200}x)", RegexOptions.IgnoreCase)]
    private static partial Regex Joined();

    [GeneratedRegex(@"(?<![\d.,])\d+(?:[.,]\d+)?\s*$")]
    private static partial Regex TrailingNumber();
}
