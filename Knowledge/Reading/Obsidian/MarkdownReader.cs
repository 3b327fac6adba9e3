using System.Collections.Immutable;
using Markdig;
using ObsidianVault.Knowledge.Reading.Passages;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>Reads a Markdown note as Obsidian means it. Every text is a note.</summary>
internal static class MarkdownReader
{
    private const int MaxNames = 500;

    public static Note Read(string path, string source)
    {
        var front = FrontMatter.Read(source);
        var bodyStart = StartOf(source, front.Lines);
        var (body, warnings) = HiddenText.Remove(source[bodyStart..]);
        var text = source[..bodyStart] + body;
        var lines = new NumberedLines(text);
        // The lines of the front matter stay, empty: what is below keeps its numbers.
        var blocks = Blocks(new string('\n', front.Lines) + body, lines);
        AddFront(blocks.Pieces, front.Lines, lines);
        return new Note
        {
            Path = path,
            Title = front.Title is { Length: > 0 } title ? title : Path.GetFileNameWithoutExtension(path),
            Text = text,
            Kind = "markdown",
            Aliases = [.. front.Aliases.Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxNames)],
            Tags = [.. Names(front.Tags.Select(tag => tag.TrimStart('#')).Where(TagParser.IsTag).Concat(blocks.Tags))],
            Properties = front.Properties,
            Links = [.. PropertyLinks(front), .. blocks.Links],
            Tasks = [.. blocks.Tasks],
            Passages = PassageCutter.Cut(lines, blocks.Pieces),
            Warnings = [.. warnings.Concat(blocks.Warnings).Prepend(front.Warning).OfType<string>()],
        };
    }

    /// <summary>The blocks of a note's text, from which everything hidden was taken out.</summary>
    public static List<Piece> PiecesOf(string text, NumberedLines lines)
    {
        var front = FrontMatter.Read(text).Lines;
        var pieces = Blocks(new string('\n', front) + text[StartOf(text, front)..], lines).Pieces;
        AddFront(pieces, front, lines);
        return pieces;
    }

    /// <summary>A note that is nothing but front matter, such as a card about a book, is found by that.</summary>
    private static void AddFront(List<Piece> pieces, int front, NumberedLines lines)
    {
        if (pieces.Count == 0 && front > 2)
            pieces.Add(new Piece { Text = lines.Text(2, front - 1), FirstLine = 2, LastLine = front - 1 });
    }

    private static NoteBlocks Blocks(string text, NumberedLines lines)
    {
        try
        {
            return NoteBlocks.Read(Markdown.Parse(text, ObsidianPipeline.Whole), lines);
        }
        catch (ArgumentException)
        {
            // Nested more deeply than Markdig reads: no note that a person wrote is.
            return NoteBlocks.Unread(text, lines, "The note is nested too deeply; it was read as plain text.");
        }
    }

    private static int StartOf(string text, int lines)
    {
        var start = 0;
        for (; lines > 0; lines--) start = text.IndexOf('\n', start) is >= 0 and var end ? end + 1 : text.Length;
        return start;
    }

    private static IEnumerable<string> Names(IEnumerable<string> tags) =>
        tags.Select(tag => tag.TrimEnd('/').ToLowerInvariant()).Distinct(StringComparer.Ordinal).Take(MaxNames);

    /// <summary>A property whose value has a wikilink is a link, as in <c>up: "[[Algebra]]"</c>.</summary>
    private static IEnumerable<NoteLink> PropertyLinks(FrontMatter front) =>
        from value in front.Values
        let leaf = NoteBlocks.LeafOf(value.Value)
        from link in leaf.Links
        select NoteBlocks.LinkOf(link with { Line = value.Line }, leaf.Plain);
}
