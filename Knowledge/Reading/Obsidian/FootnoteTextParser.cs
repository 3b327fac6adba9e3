using Markdig.Parsers;
using Markdig.Syntax;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>The text of a footnote, which stays where it was written, whether the note refers to it or not.</summary>
internal sealed class FootnoteText(BlockParser parser) : ContainerBlock(parser);

/// <summary><c>[^1]: text</c>, with what is indented below it.</summary>
internal sealed class FootnoteTextParser : BlockParser
{
    private const int MaxLabel = 100;

    public FootnoteTextParser() => OpeningCharacters = ['['];

    public override bool CanInterrupt(BlockProcessor processor, Block block) => true;

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent || processor.PeekChar(1) != '^') return BlockState.None;
        var line = processor.Line;
        var text = line.Text.AsSpan(line.Start, Math.Min(MaxLabel, line.End - line.Start + 1));
        var end = text.IndexOf("]:", StringComparison.Ordinal);
        if (end <= 2 || text[2..end].ContainsAny(' ', '[', ']')) return BlockState.None;
        var block = new FootnoteText(this)
        {
            Column = processor.Column,
            Line = processor.LineIndex,
            Span = new SourceSpan(processor.Start, processor.Line.End),
        };
        for (var i = 0; i < end + 2; i++) processor.NextChar();
        processor.NewBlocks.Push(block);
        return BlockState.Continue;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (processor.IsBlankLine) return BlockState.Continue;
        if (processor.Column - block.Column < 2 && processor.Indent < 2) return BlockState.None;
        // What is indented by four belongs to it and is no code.
        if (processor.IsCodeIndent) processor.GoToCodeIndent();
        return BlockState.Continue;
    }
}
