using System.Globalization;
using System.Text;

namespace ObsidianVault.Channels.Formatting;

/// <summary>A small table in a fixed-width font.</summary>
internal static class TextTable
{
    private const string Between = "  ";
    private const int MaxColumns = 4;

    /// <summary>The table, or null if it is wider than the screen of a phone, or if it has links or code.</summary>
    public static string? Of(TableBlock table, int width)
    {
        var columns = table.Rows[0].Count;
        if (columns is 1 or > MaxColumns || table.Rows.Any(row => row.Any(cell => cell.Any(run => run.Link is not null)))) return null;
        var cells = table.Rows.Select(row => row.Select(cell => string.Concat(cell.Select(run => run.Text)).Trim()).ToArray()).ToArray();
        // Letters of other scripts and marks over letters have no fixed width on phones.
        if (cells.Any(row => row.Any(cell => cell.EnumerateRunes().Any(HasNoFixedWidth)))) return null;
        var widths = Enumerable.Range(0, columns).Select(c => cells.Max(row => Width(row[c]))).ToArray();
        if (widths.Sum() + (Between.Length * (columns - 1)) > width) return null;
        var lines = cells.Select(row => string.Join(Between, row.Select(Padded)).TrimEnd()).ToList();
        lines.Insert(1, string.Join(Between, widths.Select(w => new string('─', Math.Max(1, w)))));
        return string.Join('\n', lines);

        string Padded(string cell, int column) => cell + new string(' ', widths[column] - Width(cell));
    }

    private static int Width(string text)
    {
        var width = 0;
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
            width += Rune.TryGetRuneAt(elements.GetTextElement(), 0, out var rune) && IsWide(rune) ? 2 : 1;
        return width;
    }

    private static bool IsWide(Rune rune) =>
        rune.Value is >= 0x1100 and (<= 0x115F or >= 0x2E80) and not (>= 0xFB00 and <= 0xFDFF);

    private static bool HasNoFixedWidth(Rune rune) =>
        rune.Value is >= 0x0590 and <= 0x10FF
            || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;
}
