using System.Collections.Immutable;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Words of a note that the server found where they are stored.</summary>
/// <param name="Number">What names it in the answer.</param>
/// <param name="Collection">The collection's id.</param>
/// <param name="CollectionName">The collection's name.</param>
/// <param name="Document">The note's id.</param>
/// <param name="Path">The note's path in the collection.</param>
/// <param name="Title">The note's title.</param>
/// <param name="Headings">Those it stands under, outermost first.</param>
/// <param name="FirstLine">From 1.</param>
/// <param name="LastLine">Inclusive.</param>
/// <param name="NoteHash">SHA-256 of the note's bytes.</param>
/// <param name="PassageHash">SHA-256 of the passage that the model read.</param>
/// <param name="Quote">The words as they are stored, without markup.</param>
/// <param name="Sentence">The sentence of the answer that they support; empty where no model wrote it.</param>
/// <param name="Changed">The note changed after the model read it.</param>
/// <param name="Link">Opens the note in Obsidian.</param>
public sealed record CitationView(
    int Number, string Collection, string CollectionName, string Document, string Path, string Title, string[] Headings, int FirstLine,
        int LastLine, string NoteHash, string PassageHash, string Quote, string Sentence, bool Changed, string Link)
{
    public static CitationView Of(Citation c)
    {
        ArgumentNullException.ThrowIfNull(c);
        return new(
            c.Number, c.CollectionId, c.CollectionName, c.DocumentId, c.Path, c.Title, [.. c.Headings], c.FirstLine, c.LastLine, c.NoteHash,
            c.PassageHash, c.Quote, c.Sentence, c.Changed, c.Link);
    }

    public static CitationView[] Of(ImmutableArray<Citation> citations) => [.. citations.Select(Of)];
}
