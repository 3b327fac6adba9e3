using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>What Obsidian adds in brackets: wikilinks and embeds, boxes of tasks, references to footnotes.</summary>
internal sealed class BracketParser : InlineParser
{
    private const int MaxLink = 2000;

    public BracketParser() => OpeningCharacters = ['[', '!'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var isEmbed = slice.CurrentChar == '!';
        var at = slice.Start + (isEmbed ? 1 : 0);
        if (slice.PeekCharAbsolute(at) != '[') return false;
        var next = slice.PeekCharAbsolute(at + 1);
        if (next == '[') return WikiLink(processor, ref slice, at + 2, isEmbed);
        if (isEmbed) return false;
        return next == '^' ? Footnote(processor, ref slice) : TaskBox(processor, ref slice, next);
    }

    private static bool WikiLink(InlineProcessor processor, ref StringSlice slice, int start, bool isEmbed)
    {
        var text = slice.Text.AsSpan(start, Math.Min(MaxLink, slice.End + 1 - start));
        var end = text.IndexOf("]]", StringComparison.Ordinal);
        if (end <= 0 || text[..end].Contains('\n')) return false;
        // In "[[[[a]]" the inner pair is the link.
        if (text[..end].Contains("[[", StringComparison.Ordinal)) return false;
        // The name in "[[a [b]]]" has brackets of its own.
        if (text.Length > end + 2 && text[end + 2] == ']' && text[..end].Count('[') > text[..end].Count(']')) end++;
        var parts = text[..end].ToString().Replace(@"\|", "|", StringComparison.Ordinal).Split('|', 2);
        var target = LinkTarget.Read(parts[0]);
        if (target is { Name.Length: 0, Heading: null, Block: null }) return false;
        var shown = parts.Length > 1 ? parts[1].Trim() : null;
        if (isEmbed) shown = WithoutSize(shown);
        Put(processor, slice.Start, start + end + 1, new WikiLinkInline
        {
            Target = target,
            Shown = string.IsNullOrEmpty(shown) ? null : shown,
            IsEmbed = isEmbed,
        });
        slice.Start = start + end + 2;
        return true;
    }

    /// <summary>Without the "300" or "300x200" at its end, which is the size of a picture.</summary>
    internal static string? WithoutSize(string? shown)
    {
        if (shown is null) return null;
        var bar = shown.LastIndexOf('|');
        var sizes = shown[(bar + 1)..].Trim().Split('x');
        var isSize = sizes.Length <= 2 && sizes.All(size => size.Length is > 0 and < 6 && size.All(char.IsAsciiDigit));
        return isSize ? (bar < 0 ? null : shown[..bar].Trim()) : shown;
    }

    private static bool Footnote(InlineProcessor processor, ref StringSlice slice)
    {
        var label = slice.Text.AsSpan(slice.Start + 2, Math.Min(100, slice.End - slice.Start - 1));
        var end = label.IndexOf(']');
        if (end <= 0 || label[..end].ContainsAny(' ', '\n', '[')) return false;
        Put(processor, slice.Start, slice.Start + 2 + end, new FootnoteMarkInline());
        slice.Start += end + 3;
        return true;
    }

    private static bool TaskBox(InlineProcessor processor, ref StringSlice slice, char mark)
    {
        if (slice.PeekCharAbsolute(slice.Start + 2) != ']' || mark is '\n' or '\0' or '[' or ']') return false;
        if (slice.PeekCharAbsolute(slice.Start + 3) is not (' ' or '\t' or '\0' or '\n')) return false;
        var isFirst = processor.Block is ParagraphBlock { Parent: ListItemBlock item } && item[0] == processor.Block
            && processor.Root!.FirstChild is null;
        if (!isFirst) return false;
        Put(processor, slice.Start, slice.Start + 2, new TaskBoxInline(mark));
        slice.Start += 3;
        return true;
    }

    private static void Put(InlineProcessor processor, int first, int last, Inline inline)
    {
        inline.Span = new SourceSpan(processor.GetSourcePosition(first, out var line, out var column), processor.GetSourcePosition(last));
        inline.Line = line;
        inline.Column = column;
        processor.Inline = inline;
    }
}
