using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using MarkdigTable = Markdig.Extensions.Tables.Table;

namespace ObsidianVault.Channels.Formatting;

/// <summary>
/// Reads the Markdown of models. Markdig reads blocks, tables and links; code, formulas, URLs and emphasis are settled before,
/// by what models mean. Every text is valid.
/// </summary>
internal static class ModelMarkdown
{
    private static readonly MarkdownPipeline s_pipeline = Pipeline();

    /// <param name="isDraft">The text is still being written.</param>
    public static IReadOnlyList<Block> Read(string markdown, bool isDraft = false)
    {
        var tokens = new Tokens();
        var text = MarkdownSource.Protect(Cleaning.Clean(markdown), tokens);
        text = EmphasisMarks.Settle(Cleaning.ReadHtml(text), isDraft);
        if (isDraft) text = Unfinished(text);
        try
        {
            return new Reader(tokens).Blocks(Markdown.Parse(text, s_pipeline));
        }
        catch (ArgumentException)
        {
            // Nested more deeply than Markdig reads: no answer to a person is.
            return [new Paragraph([new Run(markdown)], false)];
        }
    }

    /// <summary>Without the beginning of a link or a picture that is not there yet.</summary>
    private static string Unfinished(string text)
    {
        var open = text.LastIndexOf('[');
        if (open < 0 || text.IndexOf('\n', open) >= 0) return text;
        var close = text.IndexOf(']', open);
        if (close < 0 || (close + 1 < text.Length && (text[close + 1] != '(' || text.IndexOf(')', close) >= 0))) return text;
        return close + 1 < text.Length ? text[..open].TrimEnd('!') + text[(open + 1)..close] : text;
    }

    private static MarkdownPipeline Pipeline()
    {
        var builder = new MarkdownPipelineBuilder().UsePipeTables().UseTaskLists().DisableHtml();
        // Indented words are words: models write code in fences.
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        // Not removed: tables find their place among the others by it. U+FFFE is no character.
        var emphasis = builder.InlineParsers.FindExact<EmphasisInlineParser>()!.EmphasisDescriptors;
        emphasis.Clear();
        emphasis.Add(new EmphasisDescriptor('\uFFFE', 1, 2, enableWithinWord: true));
        builder.InlineParsers.TryRemove<CodeInlineParser>();
        return builder.Build();
    }

    private sealed class Reader(Tokens tokens)
    {
        private RunStyle _style;

        public List<Block> Blocks(ContainerBlock container)
        {
            var blocks = new List<Block>();
            var last = -2;
            foreach (var block in container)
            {
                var isClose = block.Line <= last + 1;
                if (BlockOf(block, isClose) is { } read) blocks.Add(read);
                last = LastLine(block);
            }

            return blocks;
        }

        private Block? BlockOf(Markdig.Syntax.Block block, bool isClose)
        {
            _style = RunStyle.None;
            return block switch
            {
                HeadingBlock heading => new Heading(Runs(heading.Inline), isClose),
                FencedCodeBlock code => CodeOf(code, isClose),
                ParagraphBlock paragraph => Runs(paragraph.Inline) is { Count: > 0 } runs ? new Paragraph(runs, isClose) : null,
                QuoteBlock quote => new Quote(Blocks(quote), isClose),
                ListBlock list => ListOf(list, isClose),
                MarkdigTable table => TableOf(table, isClose),
                ThematicBreakBlock => new Rule(isClose),
                ContainerBlock other when Blocks(other) is { Count: > 0 } inside => new Quote(inside, isClose),
                _ => null,
            };
        }

        private CodeBlock CodeOf(FencedCodeBlock block, bool isClose)
        {
            var language = Expanded(block.Info ?? "").Trim('{', '}', '.', ' ').Split('{', ',', ':', ' ')[0];
            var code = Expanded(block.Lines.ToString()).TrimEnd();
            return new CodeBlock(code, language is { Length: > 0 and <= 30 } ? language : null, isClose);
        }

        private ItemList ListOf(ListBlock list, bool isClose)
        {
            var items = new List<Item>();
            var number = list.IsOrdered && int.TryParse(list.OrderedStart, out var start) ? start : 1;
            foreach (var item in list.OfType<ListItemBlock>())
            {
                var done = (item.FirstOrDefault() as ParagraphBlock)?.Inline?.FirstChild is TaskList task ? task.Checked : (bool?)null;
                items.Add(new Item(list.IsOrdered ? $"{number++}{(list.OrderedDelimiter == ')' ? ')' : '.')}" : null, done, Blocks(item)));
            }

            return new ItemList(items, isClose);
        }

        private TableBlock TableOf(MarkdigTable table, bool isClose)
        {
            var rows = table.OfType<TableRow>()
                .Select(row => row.OfType<TableCell>().Select(cell => CellOf(cell)).ToList()).ToList();
            var width = rows.Max(row => row.Count);
            foreach (var row in rows) while (row.Count < width) row.Add([]);
            // A row of more columns than the header is padded by Markdig with empty cells on all others.
            while (width > 1 && rows.All(row => row[width - 1].Count == 0))
            {
                width--;
                foreach (var row in rows) row.RemoveAt(width);
            }

            return new TableBlock(rows, isClose);
        }

        private List<Run> CellOf(TableCell cell)
        {
            _style = RunStyle.None;
            return [.. cell.OfType<ParagraphBlock>().SelectMany(paragraph => Runs(paragraph.Inline))
                .Select(run => run with { Text = Celled(run) })];
        }

        /// <summary>On one line; in a table, the bar in code is escaped too.</summary>
        private static string Celled(Run run)
        {
            var text = run.Text.Replace('\n', ' ');
            return run.Style == RunStyle.Code ? text.Replace(@"\|", "|", StringComparison.Ordinal) : text;
        }

        private List<Run> Runs(ContainerInline? container)
        {
            var runs = new List<Run>();
            if (container is not null) Add(container, runs, null);
            return Trimmed(runs);
        }

        private void Add(ContainerInline container, List<Run> runs, string? link)
        {
            foreach (var inline in container)
            {
                switch (inline)
                {
                    case LiteralInline literal:
                        AddText(literal.Content.ToString(), runs, link);
                        break;
                    case LineBreakInline:
                        Put("\n");
                        break;
                    case HtmlEntityInline entity:
                        AddText(entity.Transcoded.ToString(), runs, link);
                        break;
                    case AutolinkInline auto:
                        Put(auto.Url);
                        break;
                    case LinkInline found:
                        AddLink(found, runs);
                        break;
                    case TaskList:
                        break;
                    case DelimiterInline delimiter:
                        AddText(delimiter.ToLiteral(), runs, link);
                        Add(delimiter, runs, link);
                        break;
                    case ContainerInline inside:
                        Add(inside, runs, link);
                        break;
                    default:
                        AddText(inline.ToString() ?? "", runs, link);
                        break;
                }
            }

            void Put(string text) => runs.Add(new Run(text, _style, link));
        }

        private void AddLink(LinkInline found, List<Run> runs)
        {
            var target = Links.Target(Expanded(found.Url ?? ""));
            var label = new List<Run>();
            Add(found, label, target);
            var words = string.Concat(label.Select(run => run.Text)).Trim();
            if (target is not null && (words.Length == 0 || Links.Same(words, target))) runs.Add(new Run(target, _style));
            else if (words.Length == 0) runs.Add(new Run(found.IsImage ? "" : Expanded(found.Url ?? ""), _style));
            else runs.AddRange(label);
        }

        /// <summary>The text of a target, in which a URL may have become a token.</summary>
        private string Expanded(string text)
        {
            var whole = new StringBuilder();
            foreach (var rune in text.EnumerateRunes())
                if (Tokens.MarkAt(rune) is null) whole.Append(tokens.At(rune)?.Text ?? rune.ToString());
            return whole.ToString();
        }

        private void AddText(string text, List<Run> runs, string? link)
        {
            var words = new StringBuilder();
            foreach (var rune in text.EnumerateRunes())
            {
                if (Tokens.MarkAt(rune) is { } mark)
                {
                    Flush();
                    _style = mark.Begins ? _style | mark.Style : _style & ~mark.Style;
                }
                else if (tokens.At(rune) is { } token)
                {
                    if (token.Kind == TokenKind.Code)
                    {
                        Flush();
                        runs.Add(new Run(token.Text, RunStyle.Code, link));
                    }
                    else
                    {
                        words.Append(token.Text);
                    }
                }
                else
                {
                    words.Append(rune.ToString());
                }
            }

            Flush();

            void Flush()
            {
                if (words.Length == 0) return;
                runs.Add(new Run(words.ToString(), _style, link));
                words.Clear();
            }
        }

        /// <summary>Joined where they are alike, and without white space at their ends.</summary>
        private static List<Run> Trimmed(List<Run> runs)
        {
            var joined = new List<Run>();
            foreach (var run in runs.Where(run => run.Text.Length > 0))
            {
                if (joined.Count > 0 && joined[^1] is var last && IsAlike(last, run))
                    joined[^1] = last with { Text = last.Text + run.Text };
                else joined.Add(run);
            }

            if (joined.Count > 0) joined[0] = joined[0] with { Text = joined[0].Text.TrimStart('\n', ' ') };
            if (joined.Count > 0) joined[^1] = joined[^1] with { Text = joined[^1].Text.TrimEnd('\n', ' ') };
            joined.RemoveAll(run => run.Text.Length == 0);
            return joined;
        }

        private static bool IsAlike(Run one, Run other) =>
            one.Style == other.Style && one.Link == other.Link && one.Style != RunStyle.Code;

        private static int LastLine(Markdig.Syntax.Block block) => block switch
        {
            FencedCodeBlock code => block.Line + code.Lines.Count + 1,
            LeafBlock leaf => block.Line + Math.Max(1, Lines(leaf)) - 1 + (leaf is HeadingBlock { IsSetext: true } ? 1 : 0),
            MarkdigTable table => block.Line + table.Count,
            ContainerBlock { Count: > 0 } container => LastLine(container[^1]),
            _ => block.Line,
        };

        private static int Lines(LeafBlock leaf) => 1 + (leaf.Inline?.FindDescendants<LineBreakInline>().Count() ?? 0);
    }
}
