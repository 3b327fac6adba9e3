using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using ObsidianVault.Knowledge.Reading.Passages;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>What the blocks of a note hold: pieces for passages, links, tags and tasks.</summary>
internal sealed class NoteBlocks
{
    private const int MaxLinks = 20_000;
    private const int MaxSentence = 500;

    private readonly NumberedLines _lines;

    private NoteBlocks(NumberedLines lines) => _lines = lines;

    public List<Piece> Pieces { get; private set; } = [];

    public List<NoteLink> Links { get; } = [];

    public List<string> Tags { get; } = [];

    public List<NoteTask> Tasks { get; } = [];

    public List<string> Warnings { get; } = [];

    public static NoteBlocks Read(MarkdownDocument document, NumberedLines lines)
    {
        var blocks = new NoteBlocks(lines);
        blocks.Pieces = blocks.Parts(document, lines.Count);
        return blocks;
    }

    public static NoteBlocks Unread(string text, NumberedLines lines, string warning)
    {
        var blocks = new NoteBlocks(lines);
        blocks.Warnings.Add(warning);
        blocks.Pieces = PlainText.Pieces(text);
        return blocks;
    }

    /// <summary>A text of one line.</summary>
    public static LeafText LeafOf(string line)
    {
        try
        {
            var document = Markdown.Parse(line.ReplaceLineEndings(" "), ObsidianPipeline.Whole);
            return LeafText.Of(document.Descendants<LeafBlock>().FirstOrDefault(block => block.Inline is not null)?.Inline);
        }
        catch (ArgumentException)
        {
            return new LeafText();
        }
    }

    public static NoteLink LinkOf(FoundLink link, string text) => new(
        link.Target.Name, link.Target.Heading, link.Target.Block, link.Shown, link.IsEmbed, link.Line,
        Sentences.Around(text, Math.Min(link.Offset, text.Length), MaxSentence));

    /// <param name="last">The last line that the container may have.</param>
    private List<Piece> Parts(ContainerBlock container, int last)
    {
        var parts = new List<Piece>();
        var blocks = container.Where(block => block is not LinkReferenceDefinitionGroup).ToList();
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (block is ThematicBreakBlock) continue;
            var first = Math.Min(block.Line + 1, last);
            var end = Math.Max(first, i + 1 < blocks.Count ? blocks[i + 1].Line : last);
            while (end > first && _lines.IsBlank(end)) end--;
            if (PieceOf(block, first, Math.Min(end, last)) is not { } piece) continue;
            // "^id" on a line of its own is the id of the block before it.
            if (piece is { Length: 0, Block: not null, Level: 0 } && parts.Count > 0)
            {
                parts[^1].Block = piece.Block;
                parts[^1].LastLine = piece.LastLine;
            }
            else if (piece.Length > 0 || piece.Level > 0)
            {
                parts.Add(piece);
            }
        }

        return parts;
    }

    private Piece? PieceOf(Block block, int first, int last) => block switch
    {
        HeadingBlock heading => Leaf(heading, first, last, heading.Level),
        FormulaBlock formula => LinesOf(formula, first, last, before: 0),
        CodeBlock code => LinesOf(code, first, last, before: code is FencedCodeBlock ? 1 : 0),
        HtmlBlock html => new Piece { Text = HtmlTags.Remove(html.Lines.ToString()), FirstLine = first, LastLine = last },
        Table table => TableOf(table, last),
        QuoteBlock quote => Quote(quote, first, last),
        ListBlock list => List(list, first, last),
        LeafBlock leaf => Leaf(leaf, first, last),
        ContainerBlock container => new Piece { Parts = Parts(container, last), FirstLine = first, LastLine = last },
        _ => null,
    };

    private Piece Leaf(LeafBlock block, int first, int last, int level = 0)
    {
        var leaf = LeafText.Of(block.Inline);
        Keep(leaf, first);
        return new Piece { Level = level, Text = leaf.Plain, Block = leaf.Block, FirstLine = first, LastLine = last };
    }

    /// <param name="before">How many lines stand before its text.</param>
    private static Piece LinesOf(LeafBlock code, int first, int last, int before)
    {
        var parts = new List<Piece>(code.Lines.Count);
        for (var i = 0; i < code.Lines.Count; i++)
        {
            var line = Math.Min(first + before + i, last);
            parts.Add(new Piece { Text = code.Lines.Lines[i].Slice.ToString(), FirstLine = line, LastLine = line });
        }

        return new Piece { Parts = parts, FirstLine = first, LastLine = last };
    }

    private Piece TableOf(Table table, int last)
    {
        var rows = new List<Piece>();
        var lead = "";
        foreach (var row in table.OfType<TableRow>())
        {
            var text = new LeafText();
            foreach (var cell in row.OfType<TableCell>())
            {
                foreach (var block in cell.OfType<LeafBlock>()) text.Append(LeafText.Of(block.Inline), "\t");
            }

            var line = Math.Min(row.Line + 1, last);
            Keep(text, line);
            if (row.IsHeader) lead = text.Plain.Length <= PassageCutter.Target / 2 ? text.Plain : "";
            rows.Add(new Piece { Text = text.Plain.Replace('\n', ' '), Block = text.Block, FirstLine = line, LastLine = line });
        }

        return new Piece { Parts = rows, Lead = lead, FirstLine = Math.Min(table.Line + 1, last), LastLine = last };
    }

    /// <summary>A quote, or a callout: <c>[!note] Title</c> is its first line.</summary>
    private Piece Quote(QuoteBlock quote, int first, int last)
    {
        var parts = Parts(quote, last);
        if (parts is not [{ Text: ['[', '!', ..] head } opening, ..]
            || head.IndexOf(']', StringComparison.Ordinal) is not (> 2 and var close))
        {
            return new Piece { Parts = parts, FirstLine = first, LastLine = last };
        }

        var lineEnd = head.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end ? end : head.Length;
        if (close > lineEnd) return new Piece { Parts = parts, FirstLine = first, LastLine = last };
        var title = head[(close + 1)..lineEnd].TrimStart('+', '-').Trim();
        if (title.Length == 0)
        {
            var kind = head[2..close].Split('|')[0].Trim();
            title = kind.Length > 0 ? char.ToUpperInvariant(kind[0]) + kind[1..] : "";
        }

        var rest = head[lineEnd..].Trim();
        var text = new Piece
        {
            Text = rest.Length > 0 ? $"{title}\n{rest}" : title,
            Block = opening.Block,
            FirstLine = opening.FirstLine,
            LastLine = opening.LastLine,
        };
        return new Piece
        {
            Parts = [text, .. parts.Skip(1)],
            Lead = title.Length <= PassageCutter.Target / 2 ? title : "",
            FirstLine = first,
            LastLine = last,
        };
    }

    private Piece List(ListBlock list, int first, int last)
    {
        var parts = Parts(list, last);
        if (!list.IsOrdered || !int.TryParse(list.OrderedStart, out var number)) return Whole(parts);
        return Whole([.. parts.Select(part => Numbered(part, number++))]);

        Piece Whole(List<Piece> items) => new() { Parts = items, FirstLine = first, LastLine = last };

        static Piece Numbered(Piece item, int number) =>
            item is not { Text.Length: 0, Parts: [{ Text.Length: > 0, Parts.Count: 0 } text, ..] }
                ? item
                : new Piece
                {
                    Parts =
                    [
                        new Piece
                        {
                            Text = $"{number}. {text.Text}",
                            Block = text.Block,
                            FirstLine = text.FirstLine,
                            LastLine = text.LastLine,
                        },
                        .. item.Parts.Skip(1),
                    ],
                    Block = item.Block,
                    FirstLine = item.FirstLine,
                    LastLine = item.LastLine,
                };
    }

    private void Keep(LeafText leaf, int line)
    {
        Tags.AddRange(leaf.Tags);
        if (leaf.IsDone is { } isDone) Tasks.Add(new NoteTask(leaf.Plain, isDone, line));
        if (Links.Count + leaf.Links.Count > MaxLinks)
        {
            if (Warnings.Count == 0) Warnings.Add($"The note has more than {MaxLinks} links; the rest are not followed.");
            return;
        }

        Links.AddRange(leaf.Links.Select(link => LinkOf(link, leaf.Plain)));
    }
}
