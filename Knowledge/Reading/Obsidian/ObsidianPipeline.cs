using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Mathematics;
using Markdig.Parsers;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>Markdown as Obsidian means it.</summary>
internal static class ObsidianPipeline
{
    /// <summary>Lists and quotes may stand in each other; a level of a list is two levels of the tree.</summary>
    private const int MaxDepth = 300;

    /// <summary>For what is in a note.</summary>
    public static MarkdownPipeline Whole { get; } = Build(builder =>
    {
        builder.UsePipeTables().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough | EmphasisExtraOptions.Marked);
        builder.BlockParsers.Insert(0, new FormulaBlockParser());
        builder.InlineParsers.Insert(0, new MathInlineParser());
        builder.InlineParsers.Insert(0, new FormulaParser());
        builder.InlineParsers.Insert(0, new CaretParser());
        builder.InlineParsers.Insert(0, new TagParser());
        builder.InlineParsers.Insert(0, new BracketParser());
    });

    /// <summary>For what of a note is code, and what is a comment: see <see cref="HiddenText"/>.</summary>
    public static MarkdownPipeline Comments { get; } = Build(builder => builder.InlineParsers.Insert(0, new CommentParser()));

    private static MarkdownPipeline Build(Action<MarkdownPipelineBuilder> add)
    {
        var builder = new MarkdownPipelineBuilder { PreciseSourceLocation = true, MaximumNestingDepth = MaxDepth };
        builder.BlockParsers.Insert(0, new FootnoteTextParser());
        add(builder);
        return builder.Build();
    }
}
