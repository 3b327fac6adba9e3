using System.Collections.Immutable;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>
/// Reads series from a text table: columns separated by comma, semicolon or tab, optional names in the first row and labels
/// in the first column.
/// </summary>
public static class VisualCsv
{
    public const int MaxCharacters = 200_000;

    /// <summary>The spec with the table's series and labels; null if the table contains no numbers.</summary>
    public static VisualSpec? Read(string csv, VisualSpec spec)
    {
        if (csv.Length > MaxCharacters) return null;
        var lines = csv.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0) return null;
        var separator = "\t;,；，、".FirstOrDefault(c => lines[0].Contains(c), ',');
        var rows = lines
            .Select(line => line.Split(separator, StringSplitOptions.TrimEntries).Select(TypedText.Label).ToArray())
            .ToList();
        var names = rows[0].Skip(rows[0].Length > 1 ? 1 : 0).All(cell => Number(cell) is null) ? rows[0] : null;
        if (names is not null) rows.RemoveAt(0);
        if (rows.Count == 0) return null;

        var columns = rows.Max(row => row.Length);
        var labelled = columns > 1 && rows.Any(row => Number(row[0]) is null);
        var asX = !labelled && columns > 1 && spec.Kind is VisualKind.Line or VisualKind.Scatter && columns > 1 && !labelled;
        var first = labelled || asX ? 1 : 0;
        var series = Enumerable.Range(first, columns - first)
            .Select(c => new VisualSeries(
                names?.ElementAtOrDefault(c),
                [.. rows.Select(row => Number(row.ElementAtOrDefault(c) ?? "")).OfType<double>()]))
            .Where(s => s.Values.Length > 0).ToImmutableArray();
        if (series.IsEmpty) return null;
        return spec with
        {
            Series = series,
            Labels = labelled ? [.. rows.Select(row => row[0])] : spec.Labels,
            X = asX ? [.. rows.Select(row => Number(row[0])).OfType<double>()] : spec.X,
        };
    }

    private static double? Number(string cell) => cell.Any(char.IsLetter) ? Plain(cell) : VisualNumber.Read(cell);

    // A letter makes it a label, unless it is an exponent.
    private static double? Plain(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
