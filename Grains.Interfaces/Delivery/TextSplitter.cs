using System.Globalization;
using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>
/// Splits a text that is too long for one message. Parts are as long as possible, since channels bill per message. A part
/// ends between words or, if a word is longer than a message, between grapheme clusters. White space at the cut is dropped.
/// A block between <c>```</c> is cut at the end of a line if possible, closed in one part and reopened in the next.
/// </summary>
public static partial class TextSplitter
{
    /// <summary>The smallest limit: a fence and some text have to fit.</summary>
    public const int MinLimit = 64;

    private const string Fence = "```";
    private const string Closing = "\n" + Fence;

    /// <param name="text">The whole text.</param>
    /// <param name="limit">The maximum length of a part, in UTF-16 units; at least <see cref="MinLimit"/>.</param>
    /// <returns>The parts in order; none is blank, and a blank text has none.</returns>
    public static IReadOnlyList<string> Split(string text, int limit) =>
        [.. Cut(text, limit).Select(part => string.Concat(part.Before, text.AsSpan(part.Start, part.Length), part.After))];

    /// <summary>The positions of the parts in the text, and what is added around them.</summary>
    internal static IReadOnlyList<TextPart> Cut(string text, int limit)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, MinLimit);

        var fences = FencesOf(text);
        var parts = new List<TextPart>();
        for (var at = 0; at < text.Length;)
        {
            var open = fences.At(at);
            if (parts.Count > 0 && open is not null && fences.ClosingAfterBlank(text, at) is { } closed)
            {
                at = NextAfter(text, closed, fences); // the previous part already closed the block
                continue;
            }

            var before = open is null ? "" : open + "\n";
            var room = limit - before.Length;
            var end = text.Length - at <= room ? text.Length : EndOf(text, at, room, fences);
            var after = end < text.Length && fences.At(end) is not null ? Closing : "";
            var content = text.AsSpan(at, end - at).TrimEnd();
            if (end == text.Length && parts.Count == 0) content = text.AsSpan(at, end - at);
            if (!content.IsWhiteSpace()) parts.Add(new TextPart(at, content.Length, before, after));
            at = end == text.Length ? end : NextAfter(text, end, fences);
        }

        return parts;
    }

    private static int EndOf(string text, int at, int room, Fences fences)
    {
        var last = at + room;
        if (LastWhere(end => IsBetweenWords(text, end) && (fences.At(end) is null || IsLineEnd(text, end))) is { } good
            && good - at >= room / 2)
        {
            return good;
        }

        if (LastWhere(end => IsBetweenWords(text, end)) is { } fair) return fair;

        var visible = new HashSet<int>();
        for (var end = at; end < last; visible.Add(end)) end += StringInfo.GetNextTextElementLength(text, end);
        if (LastWhere(visible.Contains) is { } poor) return poor;
        if (LastWhere(end => !char.IsLowSurrogate(text[end])) is { } bad) return bad;

        // A fence, or white space in a block, that is longer than a message.
        var worst = last - Closing.Length;
        return char.IsLowSurrogate(text[worst]) ? worst - 1 : worst;

        int? LastWhere(Func<int, bool> isEnd)
        {
            for (var end = last; end > at; end--)
                if (isEnd(end) && fences.MayEnd(text, at, end) && (fences.At(end) is null || end + Closing.Length <= last)) return end;
            return null;
        }
    }

    /// <summary>Where the next part begins: after the white space, except that a block keeps its line's indentation.</summary>
    private static int NextAfter(string text, int end, Fences fences)
    {
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        if (next == text.Length || fences.At(end) is null) return next;

        var line = text.LastIndexOf('\n', next - 1, next - end);
        return line < 0 ? end : line + 1;
    }

    private static bool IsBetweenWords(string text, int end) => char.IsWhiteSpace(text[end]) || char.IsWhiteSpace(text[end - 1]);

    private static bool IsLineEnd(string text, int end) => text[end] == '\n' || text[end - 1] == '\n';

    private static Fences FencesOf(string text)
    {
        var fences = new List<(int Start, int End, string? Opens)>();
        var start = 0;
        while (FenceOrOpening().Match(text, start) is { Success: true } match)
        {
            var opens = fences.Count % 2 == 0;
            var info = opens ? match.Groups["info"].Value : "";
            var end = match.Index + match.Groups["fence"].Length + info.Length;
            fences.Add((match.Index, end, opens ? Fence + info : null));
            start = end;
        }

        return new Fences(fences);
    }

    // A language alone on the line after a fence is part of the fence.
    [GeneratedRegex(@"(?<fence>`{3,})(?<info>[A-Za-z0-9_+#.-]{1,20}(?=\r?\n))?")]
    private static partial Regex FenceOrOpening();

    private sealed class Fences(List<(int Start, int End, string? Opens)> fences)
    {
        /// <summary>The fence that opened the block around this position, or null outside of blocks.</summary>
        public string? At(int place) => Before(place) is >= 0 and var index ? fences[index].Opens : null;

        /// <summary>Whether a part may end here: not inside a fence, and not right after one that opens a block.</summary>
        public bool MayEnd(string text, int at, int end)
        {
            var index = Before(end);
            if (index + 1 < fences.Count && fences[index + 1].Start < end) return false;
            return index < 0 || fences[index].Opens is null || fences[index].Start < at
                || !text.AsSpan(fences[index].End, end - fences[index].End).IsWhiteSpace();
        }

        /// <summary>The end of the fence that closes the block, if only white space precedes it; otherwise null.</summary>
        public int? ClosingAfterBlank(string text, int place)
        {
            var next = Before(place) + 1;
            return next < fences.Count && text.AsSpan(place, fences[next].Start - place).IsWhiteSpace() ? fences[next].End : null;
        }

        /// <summary>The last fence that ends at or before the position.</summary>
        private int Before(int place)
        {
            int low = 0, high = fences.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (fences[middle].End <= place) low = middle + 1;
                else high = middle;
            }

            return low - 1;
        }
    }
}

/// <summary>A part of a text: its position, and what is added around it.</summary>
public readonly record struct TextPart(int Start, int Length, string Before, string After);
