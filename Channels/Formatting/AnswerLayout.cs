using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Formatting;

/// <summary>Lays the blocks of an answer out as one text.</summary>
internal sealed class AnswerLayout
{
    private const int LongQuoteLines = 8;
    private const string RuleText = "———";

    private readonly AnswerStyle _style;
    private readonly StyledWriter _out = new();

    private AnswerLayout(AnswerStyle style) => _style = style;

    public static StyledText Of(IReadOnlyList<Block> blocks, AnswerStyle style)
    {
        var layout = new AnswerLayout(style);
        layout.Write(blocks, "", 0, false);
        return layout._out.ToStyledText();
    }

    /// <param name="indent">What begins each line of the blocks but the first.</param>
    private void Write(IReadOnlyList<Block> blocks, string indent, int depth, bool inItem)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            // A line before a heading separates enough.
            if (block is Rule && i + 1 < blocks.Count && blocks[i + 1] is Heading) continue;
            if (i > 0) _out.Write(Gap(blocks[i - 1], block, inItem) + indent);
            Write(block, indent, depth);
        }
    }

    private static string Gap(Block before, Block block, bool inItem) =>
        block is Heading ? "\n\n" : block.IsClose || inItem && block is ItemList ? "\n" : "\n\n";

    private void Write(Block block, string indent, int depth)
    {
        switch (block)
        {
            case Paragraph paragraph:
                Write(paragraph.Runs, indent);
                break;
            case Heading heading:
                var start = _out.Length;
                Write([.. heading.Runs.Select(run => run with { Style = run.Style & ~RunStyle.Bold })], indent);
                _out.Span(TextStyle.Bold, start);
                break;
            case CodeBlock code:
                if (!_out.EndsLine && indent.Length > 0) _out.Write("\n");
                _out.Write(code.Code.Length == 0 ? " " : code.Code, TextStyle.Pre, code.Language);
                break;
            case Quote quote:
                WriteQuote(quote, indent, depth);
                break;
            case ItemList list:
                WriteList(list, indent, depth);
                break;
            case TableBlock table:
                WriteTable(table, indent);
                break;
            case Rule:
                _out.Write(RuleText);
                break;
        }
    }

    private void Write(IReadOnlyList<Run> runs, string indent)
    {
        for (var i = 0; i < runs.Count; i++)
        {
            var run = runs[i] with { Text = runs[i].Text.Replace("\n", "\n" + indent, StringComparison.Ordinal) };
            if (run.Link is not { } link || _style.HasLinks)
            {
                _out.Write(run);
                continue;
            }

            _out.Write(run with { Link = null });
            if (i + 1 < runs.Count && runs[i + 1].Link == link) continue;
            _out.Write(": " + link);
            // What stands next to a URL is taken for a part of it.
            if (i + 1 < runs.Count && !char.IsWhiteSpace(runs[i + 1].Text[0]) && !".,;:!?)".Contains(runs[i + 1].Text[0])) _out.Write(" ");
        }
    }

    private void WriteList(ItemList list, string indent, int depth)
    {
        // Inner items stand under the words of the outer one.
        var lead = depth == 0 ? "" : new string(' ', 3 * depth);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (i > 0) _out.Write("\n" + indent);
            var mark = item.Number ?? (item.IsDone is { } done ? done ? "☑" : "☐"
                : _style.Bullets[Math.Min(depth, _style.Bullets.Length - 1)]);
            _out.Write($"{lead}{mark} ");
            Write(item.Blocks, indent, depth + 1, inItem: true);
        }
    }

    /// <summary>Code cannot stand in a quote: there the quote ends, and goes on after it. A quote in a quote keeps its mark.</summary>
    private void WriteQuote(Quote quote, string indent, int depth)
    {
        var parts = new List<List<Block>>();
        foreach (var block in quote.Blocks)
        {
            if (parts.Count == 0 || IsApart(block) || IsApart(parts[^1][0])) parts.Add([]);
            parts[^1].Add(block);
        }

        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0) _out.Write("\n" + indent);
            if (IsApart(parts[i][0]))
            {
                Write(parts[i], indent, depth, inItem: false);
                continue;
            }

            var start = _out.Length;
            var inner = Of([.. parts[i].Select(block => block is Quote nested ? Marked(nested) : block)], _style);
            _out.Write(inner.Text);
            foreach (var span in inner.Spans) _out.SpanAt(span with { Offset = span.Offset + start });
            _out.Span(inner.Text.Count(c => c == '\n') >= LongQuoteLines ? TextStyle.LongQuote : TextStyle.Quote, start);
        }
    }

    private bool IsApart(Block block) => block is CodeBlock && !_style.QuotesCode;

    private static Paragraph Marked(Quote nested) => new(
        [.. nested.Blocks.SelectMany((block, i) => RunsOf(block).Prepend(new Run(i == 0 ? "> " : "\n> ")))], nested.IsClose);

    private static IEnumerable<Run> RunsOf(Block block) => block switch
    {
        Paragraph paragraph => paragraph.Runs,
        Heading heading => heading.Runs,
        CodeBlock code => [new Run(code.Code, RunStyle.Code)],
        Quote quote => quote.Blocks.SelectMany(RunsOf),
        ItemList list => list.Items.SelectMany((item, i) =>
            item.Blocks.SelectMany(RunsOf).Prepend(new Run((i == 0 ? "" : "\n> ") + (item.Number ?? "•") + " "))),
        TableBlock table => table.Rows.SelectMany((row, i) =>
            row.SelectMany((cell, c) => c == 0 ? cell : cell.Prepend(new Run(" | "))).Prepend(new Run(i == 0 ? "" : "\n> "))),
        _ => [],
    };

    private void WriteTable(TableBlock table, string indent)
    {
        if (TextTable.Of(table, _style.TableWidth) is { } text)
        {
            if (!_out.EndsLine && indent.Length > 0) _out.Write("\n");
            _out.Write(text, TextStyle.Pre);
            return;
        }

        var header = table.Rows[0];
        if (table.Rows.Count == 1)
        {
            Write(Joined(header), indent);
            return;
        }

        for (var r = 1; r < table.Rows.Count; r++)
        {
            if (r > 1) _out.Write((header.Count > 2 ? "\n\n" : "\n") + indent);
            WriteRow(header, table.Rows[r], indent);
        }
    }

    /// <summary>"name: value" in a table of two columns; else the first cell, and below it each other by the name of its column.</summary>
    private void WriteRow(IReadOnlyList<IReadOnlyList<Run>> header, IReadOnlyList<IReadOnlyList<Run>> row, string indent)
    {
        if (row.Count == 1)
        {
            Write([new Run(_style.Bullets[0] + " "), .. row[0]], indent);
            return;
        }

        if (row[0].Count > 0) Write([.. row[0].Select(Bold)], indent);
        if (row.Count == 2)
        {
            if (row[0].Count > 0) _out.Write(": ");
            Write(row[1], indent);
            return;
        }

        for (var c = 1; c < row.Count; c++)
        {
            if (row[c].Count == 0) continue;
            if (!_out.EndsLine) _out.Write("\n" + indent);
            _out.Write(_style.Bullets[0] + " ");
            Write(header[c], indent);
            if (header[c].Count > 0) _out.Write(": ");
            Write(row[c], indent);
        }
    }

    private static Run Bold(Run run) => run.Style == RunStyle.Code ? run : run with { Style = run.Style | RunStyle.Bold };

    private static List<Run> Joined(IReadOnlyList<IReadOnlyList<Run>> cells) =>
        [.. cells.SelectMany((cell, i) => i == 0 ? cell : cell.Prepend(new Run(" · ")))];
}
