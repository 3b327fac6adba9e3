using Markdig.Syntax.Inlines;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary><c>[[Target#Heading|Shown]]</c>, or with "!" before it.</summary>
internal sealed class WikiLinkInline : LeafInline
{
    public required LinkTarget Target { get; init; }

    public string? Shown { get; init; }

    public bool IsEmbed { get; init; }
}

/// <summary><c>#tag</c>.</summary>
internal sealed class TagInline(string name) : LeafInline
{
    /// <summary>As it was written, without the "#".</summary>
    public string Name { get; } = name;
}

/// <summary><c>[ ]</c> at the start of a list item.</summary>
internal sealed class TaskBoxInline(char mark) : LeafInline
{
    /// <summary>Done or given up; other marks are kinds of open tasks.</summary>
    public bool IsDone { get; } = mark is 'x' or 'X' or '-';
}

/// <summary><c>^id</c> at the end of a block.</summary>
internal sealed class BlockIdInline(string id) : LeafInline
{
    public string Id { get; } = id;
}

/// <summary><c>[^1]</c>, a reference to a footnote.</summary>
internal sealed class FootnoteMarkInline : LeafInline;
