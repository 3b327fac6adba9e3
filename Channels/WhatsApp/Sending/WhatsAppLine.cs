using System.Globalization;
using System.Text;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>One line with WhatsApp's marks.</summary>
internal static class WhatsAppLine
{
    private const int MaxWrapped = 200;

    /// <param name="line">Without line ends.</param>
    /// <param name="spans">Bold, italic, struck and code, in the order of <see cref="StyledText.Spans"/>.</param>
    public static string Write(string line, IReadOnlyList<TextSpan> spans)
    {
        var code = spans.Where(span => span.Style == TextStyle.Code).ToList();
        // What would look like a mark by accident is shown as code.
        var plain = WhatsAppReading.Of(line, [.. code, .. WhatsAppReading.Links(line)]);
        foreach (var accident in plain.Where(found => !spans.Any(span => Touches(found, span) && span.Style != TextStyle.Code)))
            if (Wrap(line, accident, code) is { } wrapped) code.Add(wrapped);

        var styled = spans.Where(span => span.Style != TextStyle.Code).ToList();
        while (true)
        {
            var written = Marked(line, styled, code);
            // A sign of the text may pair with a mark: then the words matter more than that style.
            if (Misread(line, written, spans) is not { } style) return written;
            if (styled.RemoveAll(span => span.Style == style) == 0) return written;
        }
    }

    private static string Marked(string line, List<TextSpan> styled, List<TextSpan> code)
    {
        var marks = new SortedDictionary<int, string>();
        foreach (var span in styled)
            foreach (var piece in Outside(span, code))
                Mark(line, piece, marks, MarkOf(span.Style));
        foreach (var span in code) Code(line, span, marks);
        return Written(line, marks);
    }

    /// <summary>A style that the apps would show where none is, or null.</summary>
    private static TextStyle? Misread(string line, string written, IReadOnlyList<TextSpan> spans) =>
        WhatsAppReading.Of(written, [.. WhatsAppReading.Code(written), .. WhatsAppReading.Links(written)])
            .FirstOrDefault(found => !spans.Any(span => IsShown(line, span, written, found)))?.Style;

    private static bool IsShown(string line, TextSpan span, string written, TextSpan found) =>
        span.Style == found.Style
            && Bare(line.Substring(span.Offset, span.Length))
                .Contains(Bare(written.Substring(found.Offset, found.Length)), StringComparison.Ordinal);

    private static string Bare(string text) => string.Concat(text.Where(c => c is not ('*' or '_' or '~' or '`' or ' ')));

    private static bool Touches(TextSpan one, TextSpan other) => one.Offset < other.End && other.Offset < one.End;

    /// <summary>The words around an accidental mark, if they can stand in `code`.</summary>
    private static TextSpan? Wrap(string line, TextSpan accident, List<TextSpan> code)
    {
        var (start, end) = (accident.Offset, accident.End);
        while (start > 0 && !char.IsWhiteSpace(line[start - 1])) start--;
        while (end < line.Length && !char.IsWhiteSpace(line[end])) end++;
        while (end > accident.End && ".,;:!?".Contains(line[end - 1], StringComparison.Ordinal)) end--;
        var wrapped = new TextSpan(TextStyle.Code, start, end - start);
        return wrapped.Length > MaxWrapped || line.AsSpan(start, wrapped.Length).Contains('`') || code.Any(span => Touches(span, wrapped))
            ? null
            : wrapped;
    }

    /// <summary>The pieces of a span between code, in which no other mark counts.</summary>
    private static IEnumerable<(int Start, int End)> Outside(TextSpan span, List<TextSpan> code)
    {
        var at = span.Offset;
        foreach (var inner in code.Where(inner => Touches(span, inner)).OrderBy(inner => inner.Offset))
        {
            if (inner.Offset > at) yield return (at, inner.Offset);
            at = Math.Max(at, inner.End);
        }

        if (at < span.End) yield return (at, span.End);
    }

    private static void Mark(string line, (int Start, int End) piece, SortedDictionary<int, string> marks, char mark)
    {
        var (start, end) = piece;
        while (start < end && char.IsWhiteSpace(line[start])) start++;
        while (end > start && char.IsWhiteSpace(line[end - 1])) end--;
        // The mark itself would end its own style.
        if (end <= start || line.AsSpan(start, end - start).Contains(mark)) return;
        var (before, after) = (start > 0 ? RuneBefore(line, start) : null, end < line.Length ? RuneAt(line, end) : null);
        var (first, last) = (RuneAt(line, start), RuneBefore(line, end));
        var spaceBefore = Joins(before, first);
        var spaceAfter = Joins(after, last);
        if (spaceBefore is null || spaceAfter is null) return;
        Insert(marks, start, spaceBefore + mark, atEnd: true);
        Insert(marks, end, mark + spaceAfter, atEnd: false);
    }

    /// <summary>What has to stand between a mark and the sign next to it; null where a style cannot begin or end there.</summary>
    /// <param name="inside">The first or last sign within the style.</param>
    private static string? Joins(Rune? outside, Rune? inside) =>
        outside is not { } next || !IsJoined(next) ? ""
        // Scripts without spaces, emoji, and punctuation such as a colon stand a space more.
        : IsWide(next) || (inside is { } sign && (IsWide(sign) || !Rune.IsLetterOrDigit(sign))) ? " "
        : null;

    private static bool IsJoined(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherSymbol or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark;

    private static bool IsWide(Rune rune) => rune.Value >= 0x2E80 || Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherSymbol;

    private static void Code(string line, TextSpan span, SortedDictionary<int, string> marks)
    {
        var mark = line.AsSpan(span.Offset, span.Length).Contains('`') ? "```" : "`";
        Insert(marks, span.Offset, mark, atEnd: true);
        Insert(marks, span.End, mark, atEnd: false);
    }

    /// <summary>Opening marks follow what closes at the same place; of two that open there, the outer comes first.</summary>
    private static void Insert(SortedDictionary<int, string> marks, int at, string mark, bool atEnd)
    {
        var there = marks.GetValueOrDefault(at, "");
        marks[at] = atEnd ? there + mark : mark + there;
    }

    private static string Written(string line, SortedDictionary<int, string> marks)
    {
        var text = new StringBuilder(line.Length + (2 * marks.Count));
        var at = 0;
        foreach (var (place, mark) in marks)
        {
            text.Append(line, at, place - at).Append(mark);
            at = place;
        }

        return text.Append(line, at, line.Length - at).ToString();
    }

    private static char MarkOf(TextStyle style) => style switch
    {
        TextStyle.Bold => '*',
        TextStyle.Italic => '_',
        _ => '~',
    };

    private static Rune? RuneAt(string line, int at) => Rune.TryGetRuneAt(line, at, out var rune) ? rune : null;

    private static Rune? RuneBefore(string line, int at) =>
        Rune.DecodeLastFromUtf16(line.AsSpan(0, at), out var rune, out _) == System.Buffers.OperationStatus.Done ? rune : null;
}
