namespace ObsidianVault.Channels.Formatting;

/// <summary>The styles of a run of words.</summary>
[Flags]
internal enum RunStyle
{
    None = 0,
    Bold = 1,
    Italic = 2,
    Underline = 4,
    Strikethrough = 8,
    Spoiler = 16,
    Code = 32,
}

/// <summary>Words of one style.</summary>
/// <param name="Link">The URL that they lead to, or null.</param>
internal sealed record Run(string Text, RunStyle Style = RunStyle.None, string? Link = null);

/// <summary>A part of an answer, as the model structured it.</summary>
/// <param name="IsClose">Whether it follows the part before it without an empty line.</param>
internal abstract record Block(bool IsClose);

internal sealed record Paragraph(IReadOnlyList<Run> Runs, bool IsClose) : Block(IsClose);

internal sealed record Heading(IReadOnlyList<Run> Runs, bool IsClose) : Block(IsClose);

/// <param name="Language">As the model named it, or null.</param>
internal sealed record CodeBlock(string Code, string? Language, bool IsClose) : Block(IsClose);

internal sealed record Quote(IReadOnlyList<Block> Blocks, bool IsClose) : Block(IsClose);

internal sealed record ItemList(IReadOnlyList<Item> Items, bool IsClose) : Block(IsClose);

/// <param name="Number">"1." or "1)" in an ordered list; otherwise null.</param>
/// <param name="IsDone">For an item of a list of tasks; otherwise null.</param>
internal sealed record Item(string? Number, bool? IsDone, IReadOnlyList<Block> Blocks);

/// <param name="Rows">The first is the header; each has as many cells as the widest.</param>
internal sealed record TableBlock(IReadOnlyList<IReadOnlyList<IReadOnlyList<Run>>> Rows, bool IsClose) : Block(IsClose);

internal sealed record Rule(bool IsClose) : Block(IsClose);
