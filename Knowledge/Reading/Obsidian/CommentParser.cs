using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>A comment inside one block, or the beginning of one that goes on after it.</summary>
internal sealed class CommentInline : LeafInline
{
    /// <summary>Offset in the text after the comment; -1 if its end is not in the block.</summary>
    public required int After { get; init; }
}

/// <summary><c>%%comment%%</c> and <c>&lt;!-- comment --&gt;</c>: whatever is in it is no code and no link.</summary>
internal sealed class CommentParser : InlineParser
{
    public CommentParser() => OpeningCharacters = ['%', '<'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var (begin, end) = slice.CurrentChar == '%' ? ("%%", "%%") : ("<!--", "-->");
        if (!slice.Match(begin)) return false;
        var start = slice.Start + begin.Length;
        var found = slice.Text.IndexOf(end, start, Math.Max(0, slice.End + 1 - start), StringComparison.Ordinal);
        if (found < 0 && begin == "<!--") return false;
        var after = found < 0 ? slice.End + 1 : found + end.Length;
        processor.Inline = new CommentInline
        {
            Span = new SourceSpan(processor.GetSourcePosition(slice.Start), processor.GetSourcePosition(after - 1)),
            After = found < 0 ? -1 : processor.GetSourcePosition(after - 1) + 1,
        };
        slice.Start = after;
        return true;
    }
}
