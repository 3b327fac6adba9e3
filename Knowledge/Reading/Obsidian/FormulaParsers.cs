using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>A formula between "$$" and "$$" on lines of its own.</summary>
internal sealed class FormulaBlock : LeafBlock
{
    public FormulaBlock(BlockParser parser) : base(parser) => ProcessInlines = false;
}

/// <summary>
/// Formulas that begin a line. As Obsidian has it, the next "$$" ends one wherever it stands; in Markdig's own extension only a
/// line that begins with it does, and <c>\end{align}$$</c> would make a formula of the rest of the note.
/// </summary>
internal sealed class FormulaBlockParser : BlockParser
{
    public FormulaBlockParser() => OpeningCharacters = ['$'];

    public override BlockState TryOpen(BlockProcessor processor)
    {
        var line = processor.Line;
        if (processor.IsCodeIndent || processor.PeekChar(1) != '$') return BlockState.None;
        // The end of a formula that began inside the paragraph.
        if (processor.CurrentBlock is ParagraphBlock paragraph && HasOpenFormula(paragraph)) return BlockState.None;
        // Closed in its line, it is part of a paragraph; never closed, it is text.
        var next = line.Text.IndexOf("$$", line.Start + 2, StringComparison.Ordinal);
        if (next < 0 || next <= line.End) return BlockState.None;
        processor.NewBlocks.Push(new FormulaBlock(this)
        {
            Column = processor.Column,
            Line = processor.LineIndex,
            Span = new SourceSpan(processor.Start, processor.Line.End),
        });
        return BlockState.Continue;
    }

    private static bool HasOpenFormula(ParagraphBlock paragraph)
    {
        var marks = 0;
        for (var i = 0; i < paragraph.Lines.Count; i++)
        {
            var line = paragraph.Lines.Lines[i].Slice.AsSpan();
            for (var at = line.IndexOf("$$"); at >= 0; at = line.IndexOf("$$"))
            {
                marks++;
                line = line[(at + 2)..];
            }
        }

        return marks % 2 == 1;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        block.UpdateSpanEnd(processor.Line.End);
        return processor.Line.AsSpan().Contains("$$", StringComparison.Ordinal) ? BlockState.Break : BlockState.Continue;
    }
}

/// <summary>A formula between "$$" and "$$" inside a paragraph, which may go over several lines.</summary>
internal sealed class FormulaParser : InlineParser
{
    public FormulaParser() => OpeningCharacters = ['$'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() != '$') return false;
        var start = slice.Start + 2;
        var end = start > slice.End ? -1 : slice.Text.IndexOf("$$", start, slice.End + 1 - start, StringComparison.Ordinal);
        if (end <= start) return false;
        processor.Inline = new MathInline
        {
            Span = new SourceSpan(
                processor.GetSourcePosition(slice.Start, out var line, out var column), processor.GetSourcePosition(end + 1)),
            Line = line,
            Column = column,
            Delimiter = '$',
            DelimiterCount = 2,
            Content = new StringSlice(slice.Text, start, end - 1),
        };
        slice.Start = end + 2;
        return true;
    }
}
