using System.Collections.Immutable;

namespace ObsidianVault.Knowledge.Reading;

/// <summary>
/// A document as it was read: its text and what is known about it. Line numbers count from 1 in <see cref="Text"/>, which is
/// what citations are checked against. What its author hid (<c>%%comments%%</c>) is in none of the members.
/// </summary>
public sealed record Note
{
    /// <summary>In the collection, with "/" between folders, Unicode form C.</summary>
    public required string Path { get; init; }

    /// <summary>The front matter's or the document's own title, or the file's name without its extension.</summary>
    public required string Title { get; init; }

    /// <summary>The text with its line ends as "\n". For Markdown its lines are the file's own lines; hidden parts are blank.</summary>
    public required string Text { get; init; }

    /// <summary>The kind of document: "markdown", "canvas", "pdf", "docx", "html", "csv", "notebook" or "text".</summary>
    public required string Kind { get; init; }

    /// <summary>Other names by which links may refer to it.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>Without the "#", in lower case, with "/" between levels; those of the front matter and of the text.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The front matter's other entries: a scalar, or one value for each element of a list.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Properties { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    public ImmutableArray<NoteLink> Links { get; init; } = [];

    public ImmutableArray<NoteTask> Tasks { get; init; } = [];

    /// <summary>The parts that are searched, in order.</summary>
    public ImmutableArray<Passage> Passages { get; init; } = [];

    /// <summary>What could not be read although the rest was, one sentence each: broken front matter, pages without text.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}

/// <summary>A reference to another note, or to a part of this one.</summary>
/// <param name="Target">As it was written, without heading, block, alias and size; empty for a link inside the note.</param>
/// <param name="Heading">The headings after "#", joined by "#"; null if there is none.</param>
/// <param name="Block">The id after "#^"; null if there is none.</param>
/// <param name="Shown">The alias, or null.</param>
/// <param name="IsEmbed">Whether the target is shown in place (<c>![[…]]</c>).</param>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Sentence">The sentence it stands in, without the markup; at most 500 characters.</param>
public sealed record NoteLink(string Target, string? Heading, string? Block, string? Shown, bool IsEmbed, int Line, string Sentence);

/// <summary>A list item with a box.</summary>
public sealed record NoteTask(string Text, bool IsDone, int Line);

/// <summary>One part of a note that can be found and cited.</summary>
/// <param name="Ordinal">From 0, in the order of the text.</param>
/// <param name="Headings">The headings it stands under, outermost first.</param>
/// <param name="FirstLine">From 1.</param>
/// <param name="LastLine">Inclusive.</param>
/// <param name="Text">Its lines as they stand in the note; of a line that is too long for one passage, a part without markup.</param>
/// <param name="Plain">Its text for searching and for models: without markup, links by what they show.</param>
/// <param name="Hash">SHA-256 of <paramref name="Text"/>, 64 hexadecimal digits.</param>
/// <param name="Block">The first block id (<c>^id</c>) in it, or null.</param>
public sealed record Passage(
    int Ordinal, ImmutableArray<string> Headings, int FirstLine, int LastLine, string Text, string Plain, string Hash, string? Block);
