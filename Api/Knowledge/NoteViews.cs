using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Knowledge;

/// <summary>A document as it was read.</summary>
/// <param name="DocumentId">Names the document.</param>
/// <param name="CollectionId">The collection that it is in.</param>
/// <param name="Path">In the collection.</param>
/// <param name="Title">Its own, or the name of its file.</param>
/// <param name="Kind">markdown, canvas, pdf, docx, html, csv, notebook or text.</param>
/// <param name="Hash">SHA-256 of the bytes that it was read from.</param>
/// <param name="IndexedAt">When it was read.</param>
/// <param name="Aliases">Other names by which links may refer to it.</param>
/// <param name="Tags">Without the "#", in lower case.</param>
/// <param name="Warnings">What of it could not be read.</param>
/// <param name="Text">Its lines end with "\n", and are counted from 1.</param>
/// <param name="Links">In the order of the text.</param>
/// <param name="Backlinks">The notes that link to it, by path; at most 1,000.</param>
internal sealed record NoteView(
    string DocumentId, string CollectionId, string Path, string Title, string Kind, string Hash, DateTimeOffset IndexedAt,
    string[] Aliases, string[] Tags, string[] Warnings, string Text, NoteLinkView[] Links, LinkedNoteView[] Backlinks)
{
    public static NoteView Example { get; } = new(
        "p6ty2ab5ehouq3m7x2kzv5n4wd", "m4xq2hv7kzn3wd5cy6tab2e7ou", "Rules/Chain rule.md", "Chain rule", "markdown",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero),
        ["composition"], ["calculus"], [], "# Chain rule\n\nSee [[Limits#Definition|the limit]].\n",
        [new NoteLinkView(3, "Limits", "Definition", null, false, "n3vd4k5w2hq7mzcx6tya2b5eou", "Basics/Limits.md")],
        [new LinkedNoteView("c4hk2vq6m3ya5znd7xw2tb4e6u", "Index.md", "Index")]);

    public static NoteView Of(StoredNote stored, NoteLinks links) => new(
        stored.DocumentId, stored.CollectionId, stored.Note.Path, stored.Note.Title, stored.Note.Kind, stored.Hash, stored.IndexedAt,
        [.. stored.Note.Aliases], [.. stored.Note.Tags], [.. stored.Note.Warnings], stored.Note.Text,
        [
            .. links.Outgoing.Select(l => new NoteLinkView(
                l.Link.Line, l.Link.Target, l.Link.Heading, l.Link.Block, l.Link.IsEmbed, l.To?.DocumentId, l.To?.Path)),
        ],
        [.. links.Incoming.Select(note => new LinkedNoteView(note.DocumentId, note.Path, note.Title))]);
}

/// <summary>A link of a note.</summary>
/// <param name="Line">Where it stands, from 1.</param>
/// <param name="Target">As it is written, without heading, block, alias and size; empty for a link inside the note.</param>
/// <param name="Heading">The headings after "#".</param>
/// <param name="Block">The id after "#^".</param>
/// <param name="Embed">Whether its target is shown in its place.</param>
/// <param name="DocumentId">Where it leads to; left out where there is no such note.</param>
/// <param name="Path">The path of that note.</param>
internal sealed record NoteLinkView(
    int Line, string Target, string? Heading, string? Block, bool Embed, string? DocumentId, string? Path);

/// <summary>A note that links to another.</summary>
/// <param name="DocumentId">Names it.</param>
/// <param name="Path">In the collection.</param>
/// <param name="Title">Its own, or the name of its file.</param>
internal sealed record LinkedNoteView(string DocumentId, string Path, string Title);
