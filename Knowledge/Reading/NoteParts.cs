using Markdig;
using ObsidianVault.Knowledge.Reading.Obsidian;
using ObsidianVault.Knowledge.Reading.Passages;

namespace ObsidianVault.Knowledge.Reading;

/// <summary>Finds the part of a note that a link or an embed means.</summary>
public static class NoteParts
{
    /// <summary>
    /// The first and last line of the section under the link's heading, or of its block; the whole text for a link to the note
    /// itself; null if the note has no such part.
    /// </summary>
    public static (int First, int Last)? Find(Note note, string? heading, string? block)
    {
        ArgumentNullException.ThrowIfNull(note);
        var lines = new NumberedLines(note.Text);
        if (heading is null && block is null) return (1, lines.Count);
        var pieces = MarkdownReader.PiecesOf(note.Text, lines);
        return block is not null ? Block(pieces, block) : Section(pieces, heading!, lines.Count);
    }

    /// <summary>The text of that part, or null.</summary>
    public static string? Text(Note note, string? heading, string? block) =>
        Find(note, heading, block) is { } part ? new NumberedLines(note.Text).Text(part.First, part.Last) : null;

    private static (int First, int Last)? Block(IEnumerable<Piece> pieces, string id)
    {
        foreach (var piece in pieces)
        {
            if (string.Equals(piece.Block, id, StringComparison.OrdinalIgnoreCase)) return (piece.FirstLine, piece.LastLine);
            if (Block(piece.Parts, id) is { } inside) return inside;
        }

        return null;
    }

    /// <summary>"One#Two" is the first section "Two" below the first section "One".</summary>
    private static (int First, int Last)? Section(List<Piece> pieces, string path, int lastLine)
    {
        var (from, to, found) = (0, pieces.Count, -1);
        foreach (var name in path.Split('#').Select(Words))
        {
            found = pieces.FindIndex(from, to - from, piece => piece.Level > 0 && Words(piece.Text) == name);
            if (found < 0) return null;
            var level = pieces[found].Level;
            var next = pieces.FindIndex(found + 1, to - found - 1, piece => piece.Level > 0 && piece.Level <= level);
            (from, to) = (found + 1, next < 0 ? to : next);
        }

        return found < 0 ? null : (pieces[found].FirstLine, to < pieces.Count ? pieces[to].FirstLine - 1 : lastLine);
    }

    /// <summary>Links to headings leave out punctuation, and case does not count.</summary>
    private static string Words(string heading) => string.Join(' ',
        new string([.. Unicode.NormalForm.Compose(heading).Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
