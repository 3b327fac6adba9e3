using System.Collections.Immutable;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Formatting;

/// <summary>
/// Splits a styled text into messages: between paragraphs, lines or words, never in a grapheme, and not in a link or in code
/// that would fit into a message. A style that goes on is in both parts; white space at the cut is dropped.
/// </summary>
internal static class StyledSplitter
{
    /// <param name="limit">The longest text of a part, by the measure.</param>
    /// <param name="measure">The length of a part as it is sent: at least that of its text.</param>
    public static IReadOnlyList<StyledText> Split(StyledText text, int limit, Func<StyledText, int> measure)
    {
        var parts = new List<StyledText>();
        for (var at = 0; at < text.Text.Length;)
        {
            var room = limit;
            var end = EndOf(text, at, room);
            var part = Part(text, at, end);
            // Marks take room too; how much is known only once the part is written.
            while (measure(part) is var length && length > limit && room > 1)
            {
                room = Math.Max(1, (int)Math.Min(part.Text.Length - 1, (long)part.Text.Length * limit / length));
                end = EndOf(text, at, room);
                part = Part(text, at, end);
            }

            if (!string.IsNullOrWhiteSpace(part.Text)) parts.Add(part);
            at = NextAfter(text, end);
        }

        return parts;
    }

    private static int EndOf(StyledText styled, int at, int room)
    {
        var text = styled.Text;
        if (text.Length - at <= room) return text.Length;
        var last = at + room;
        var whole = styled.Spans.Where(span => span.Offset < last && span.End > at && IsWhole(span)).ToArray();
        foreach (var (isEnd, least) in s_ends)
        {
            for (var end = last; end > at + (least * room); end--)
                if (isEnd(text, end) && !whole.Any(span => span.Offset < end && end < span.End && span.Length <= room)) return end;
        }

        var element = at;
        var next = at + StringInfo.GetNextTextElementLength(text.AsSpan(at));
        while (next <= last)
        {
            element = next;
            next += StringInfo.GetNextTextElementLength(text.AsSpan(next));
        }

        // A grapheme longer than a message is cut between its code points.
        return element > at ? element : char.IsLowSurrogate(text[last]) && last - 1 > at ? last - 1 : last;
    }

    // From the best place to cut, each with the share of a message that it must at least fill.
    private static readonly (Func<string, int, bool> IsEnd, double Least)[] s_ends =
    [
        (static (text, end) => text[end] == '\n' && text[end - 1] == '\n', 0.6),
        (static (text, end) => text[end] == '\n' || text[end - 1] == '\n', 0.4),
        (static (text, end) => char.IsWhiteSpace(text[end]) || char.IsWhiteSpace(text[end - 1]), 0),
    ];

    private static bool IsWhole(TextSpan span) => span.Style is TextStyle.Link or TextStyle.Code;

    private static StyledText Part(StyledText styled, int start, int end)
    {
        var text = styled.Text;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        var spans = styled.Spans
            .Select(span => (Span: span, Start: Math.Max(span.Offset, start), End: Math.Min(span.End, end)))
            .Where(cut => cut.End > cut.Start && !text.AsSpan(cut.Start, cut.End - cut.Start).IsWhiteSpace())
            .Select(cut => cut.Span with { Offset = cut.Start - start, Length = cut.End - cut.Start });
        return new StyledText(text[start..end], [.. spans]);
    }

    /// <summary>After the white space, but a line of code keeps its indentation.</summary>
    private static int NextAfter(StyledText styled, int end)
    {
        var text = styled.Text;
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        var inCode = styled.Spans.Any(span => span.Style == TextStyle.Pre && span.Offset < next && next < span.End);
        if (next == text.Length || !inCode) return next;
        var line = text.LastIndexOf('\n', next - 1, next - end);
        return line < 0 ? end : line + 1;
    }
}
