using System.Text;
using ObsidianVault.Knowledge.Reading.Passages;

namespace ObsidianVault.Knowledge.Reading.Formats;

/// <summary>Collects the text of a document that has no lines of its own, with the pieces that its passages are cut from.</summary>
internal sealed class DocumentText
{
    /// <summary>No document has more characters; what comes after them is left out with a warning.</summary>
    public const int MaxLength = 30_000_000;

    private readonly StringBuilder _text = new();
    private readonly List<Piece> _pieces = [];
    private int _line = 1;

    public bool IsFull { get; private set; }

    public bool IsEmpty => _pieces.TrueForAll(piece => piece.Level > 0);

    public void AddHeading(int level, string text) => Add(text.ReplaceLineEndings(" "), level);

    public void AddParagraph(string text) => Add(text, 0);

    /// <summary>Rows whose cells are separated by tabs; the first is the header.</summary>
    public void AddTable(IReadOnlyList<string> rows)
    {
        if (rows.Count == 0) return;
        var first = _line;
        var parts = new List<Piece>(rows.Count);
        foreach (var row in rows)
        {
            if (!Append(row.ReplaceLineEndings(" "))) break;
            parts.Add(new Piece { Text = row.ReplaceLineEndings(" "), FirstLine = _line - 1, LastLine = _line - 1 });
        }

        if (parts.Count == 0) return;
        var lead = rows[0].Length <= PassageCutter.Target / 2 ? rows[0].ReplaceLineEndings(" ") : "";
        _pieces.Add(new Piece { Parts = parts, Lead = lead, FirstLine = first, LastLine = _line - 1 });
        Append("");
    }

    /// <param name="isPaged">Its sections are pages, of which each is cited by its number.</param>
    public Note ToNote(string path, string kind, string? title, IEnumerable<string> warnings, bool isPaged = false)
    {
        var text = _text.ToString().TrimEnd('\n');
        var all = warnings.ToList();
        if (IsFull) all.Add($"The document is longer than {MaxLength} characters; the rest of it is left out.");
        return new Note
        {
            Path = path,
            Title = string.IsNullOrWhiteSpace(title) ? Path.GetFileNameWithoutExtension(path) : title.ReplaceLineEndings(" ").Trim(),
            Text = text,
            Kind = kind,
            Passages = PassageCutter.Cut(new NumberedLines(text), _pieces, joinsSections: !isPaged),
            Warnings = [.. all],
        };
    }

    private void Add(string text, int level)
    {
        text = text.ReplaceLineEndings("\n").Trim('\n', ' ', '\t').Replace('\0', ' ');
        if (text.Length == 0) return;
        var first = _line;
        if (!Append(text)) return;
        _pieces.Add(new Piece { Level = level, Text = text, FirstLine = first, LastLine = _line - 1 });
        Append("");
    }

    private bool Append(string text)
    {
        if (IsFull |= _text.Length + text.Length > MaxLength) return false;
        _text.Append(text).Append('\n');
        _line += 1 + text.AsSpan().Count('\n');
        return true;
    }
}
