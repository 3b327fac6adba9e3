using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Knowledge.Reading.Passages;

/// <summary>
/// Cuts a document into passages: by heading, whole blocks together up to <see cref="Target"/> characters, a block of its own up
/// to <see cref="Limit"/>, and what is longer between its parts, lines and sentences. Small neighbours of one section are one.
/// </summary>
internal sealed class PassageCutter
{
    /// <summary>Blocks are put together while they have at most so many characters.</summary>
    public const int Target = 1500;

    /// <summary>No passage has more.</summary>
    public const int Limit = 2400;

    /// <summary>A section with fewer is put together with its neighbour.</summary>
    private const int Small = 200;

    private const int MaxHeading = 200;

    private readonly NumberedLines _lines;
    private readonly List<Draft> _drafts = [];
    private readonly List<(int Level, string Text)> _headings = [];
    private Draft? _draft;

    private PassageCutter(NumberedLines lines) => _lines = lines;

    public static ImmutableArray<Passage> Cut(NumberedLines lines, IEnumerable<Piece> pieces)
    {
        var cutter = new PassageCutter(lines);
        foreach (var piece in pieces)
        {
            if (piece.Level > 0) cutter.Open(piece);
            else cutter.Add(piece);
        }

        cutter.Close();
        return cutter.Passages();
    }

    private void Open(Piece heading)
    {
        Close(heading.Level);
        while (_headings.Count > 0 && _headings[^1].Level >= heading.Level) _headings.RemoveAt(_headings.Count - 1);
        var text = heading.Text.Replace('\n', ' ');
        if (text.Length > 0) _headings.Add((heading.Level, Shortened(text)));
        _draft = new Draft([.. _headings.Select(h => h.Text)], heading.FirstLine, heading.LastLine)
        {
            Level = heading.Level,
            Block = heading.Block,
        };
        if (text.Length > MaxHeading) Add(new Piece { Text = text, FirstLine = heading.FirstLine, LastLine = heading.LastLine });
    }

    private void Add(Piece piece)
    {
        foreach (var fitting in Fitting(piece, "", ""))
        {
            if (_draft is { Plain.Length: > 0 } && (fitting.IsPartOfLine || _draft.Plain.Length + fitting.Piece.Length > Target)) Flush();
            _draft ??= new Draft([.. _headings.Select(h => h.Text)], fitting.Piece.FirstLine, fitting.Piece.LastLine);
            if (_draft.Plain.Length == 0) Piece.AppendLine(_draft.Plain, fitting.Lead);
            fitting.Piece.AppendTo(_draft.Plain);
            _draft.LastLine = Math.Max(_draft.LastLine, fitting.Piece.LastLine);
            _draft.Block ??= fitting.Piece.FirstBlock();
            _draft.IsPartOfLine |= fitting.IsPartOfLine;
            if (fitting.IsPartOfLine) Flush();
        }
    }

    /// <param name="nextLevel">The level of the heading that comes next; 0 at the end.</param>
    private void Close(int nextLevel = 0)
    {
        // A heading with nothing but headings below it is in their ancestry.
        if (_draft is { Plain.Length: 0, Block: null } && nextLevel > _draft.Level) _draft = null;
        if (_draft is { Plain.Length: 0, Headings: [] }) _draft = null;
        Flush();
    }

    private void Flush()
    {
        if (_draft is null) return;
        if (_drafts is not [.., var last] || !last.TryJoin(_draft)) _drafts.Add(_draft);
        _draft = null;
    }

    /// <param name="lead">What is said before the first passage that the piece is cut into.</param>
    /// <param name="next">What is said before the others, if the piece has no lead of its own.</param>
    private static IEnumerable<(Piece Piece, string Lead, bool IsPartOfLine)> Fitting(Piece piece, string lead, string next)
    {
        if (piece.Length <= Limit)
        {
            yield return (piece, lead, false);
            yield break;
        }

        if (piece.Lead.Length > 0) next = piece.Lead;
        foreach (var (part, isPartOfLine) in TextParts(piece))
        {
            yield return (part, isPartOfLine ? "" : lead, isPartOfLine);
            lead = next;
        }

        foreach (var part in piece.Parts)
        {
            foreach (var fitting in Fitting(part, lead, next)) yield return fitting;
            lead = next;
        }
    }

    /// <summary>The piece's own text, by lines where they are known, and a line that is too long by its sentences.</summary>
    private static IEnumerable<(Piece Piece, bool IsPartOfLine)> TextParts(Piece piece)
    {
        if (piece.Text.Length == 0) yield break;
        var lines = piece.Text.Split('\n');
        var areKnown = piece.Parts.Count == 0 && lines.Length == piece.LastLine - piece.FirstLine + 1;
        for (var i = 0; i < lines.Length; i++)
        {
            var (first, last) = areKnown ? (piece.FirstLine + i, piece.FirstLine + i) : (piece.FirstLine, piece.LastLine);
            if (lines[i].Length <= Limit && areKnown)
            {
                yield return (new Piece { Text = lines[i], FirstLine = first, LastLine = last, Block = piece.Block }, false);
                continue;
            }

            foreach (var part in Sentences.Cut(lines[i], Target))
                yield return (new Piece { Text = part, FirstLine = first, LastLine = last, Block = piece.Block }, true);
        }
    }

    private ImmutableArray<Passage> Passages()
    {
        var passages = ImmutableArray.CreateBuilder<Passage>(_drafts.Count);
        foreach (var draft in _drafts)
        {
            var plain = draft.Plain.Length > 0 ? draft.Plain.ToString().Trim() : draft.Headings.LastOrDefault("");
            var text = draft.IsPartOfLine ? plain : _lines.Text(draft.FirstLine, draft.LastLine);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            passages.Add(new Passage(
                passages.Count, draft.Headings, draft.FirstLine, draft.LastLine, text, plain, hash, draft.Block));
        }

        return passages.DrainToImmutable();
    }

    private static string Shortened(string text) =>
        text.Length <= MaxHeading ? text : text[..(char.IsHighSurrogate(text[MaxHeading - 1]) ? MaxHeading - 1 : MaxHeading)];

    private sealed class Draft(ImmutableArray<string> headings, int firstLine, int lastLine)
    {
        public ImmutableArray<string> Headings { get; private set; } = headings;

        public int Level { get; init; }

        public int FirstLine { get; } = firstLine;

        public int LastLine { get; set; } = lastLine;

        public StringBuilder Plain { get; } = new();

        public string? Block { get; set; }

        public bool IsPartOfLine { get; set; }

        private bool _isGroup;

        /// <summary>
        /// Takes in what comes next: more of the same section if one of the two is small, or a section beside or below this one
        /// if both are, and then their common ancestry is that of the whole.
        /// </summary>
        public bool TryJoin(Draft next)
        {
            if (IsPartOfLine || next.IsPartOfLine || (Block is not null && next.Block is not null)) return false;
            var (mine, other) = (Size(), next.Size());
            if (mine + other > Target) return false;
            var shared = Headings.Zip(next.Headings).TakeWhile(pair => pair.First == pair.Second).Count();
            var isSame = shared == Headings.Length && shared == next.Headings.Length;
            if (isSame && !_isGroup && !next._isGroup)
            {
                if (mine >= Small && other >= Small) return false;
            }
            else
            {
                if (other >= Small || (mine >= Small && !_isGroup)) return false;
                if (shared < Math.Max(Headings.Length, next.Headings.Length) - 1 || (_isGroup && shared < Headings.Length)) return false;
                _isGroup = true;
            }

            Name(shared, Headings, atStart: true);
            Name(shared, next.Headings, atStart: false);
            Headings = Headings[..shared];
            Piece.AppendLine(Plain, next.Plain.ToString());
            LastLine = Math.Max(LastLine, next.LastLine);
            Block ??= next.Block;
            return true;
        }

        private int Size() => Plain.Length + (Headings is [.., var last] ? last.Length : 0);

        /// <summary>The headings that are not in the ancestry any more are text.</summary>
        private void Name(int shared, ImmutableArray<string> headings, bool atStart)
        {
            if (shared >= headings.Length) return;
            var names = string.Join('\n', headings[shared..]);
            if (atStart) Plain.Insert(0, Plain.Length > 0 ? names + "\n" : names);
            else Piece.AppendLine(Plain, names);
        }
    }
}
