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
    private readonly List<Section> _sections = [];
    private Draft? _draft;

    private readonly bool _joinsSections;

    private PassageCutter(NumberedLines lines, bool joinsSections) => (_lines, _joinsSections) = (lines, joinsSections);

    /// <param name="joinsSections">Whether sections of a line or two become one with their neighbours.</param>
    public static ImmutableArray<Passage> Cut(NumberedLines lines, IEnumerable<Piece> pieces, bool joinsSections = true)
    {
        var cutter = new PassageCutter(lines, joinsSections);
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
        while (_sections.Count > 0 && _sections[^1].Level >= heading.Level) _sections.RemoveAt(_sections.Count - 1);
        var text = heading.Text.Replace('\n', ' ');
        if (text.Length > 0) _sections.Add(new Section(heading.Level, Shortened(text)));
        _draft = new Draft([.. _sections], heading.FirstLine, heading.LastLine)
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
            _draft ??= new Draft([.. _sections], fitting.Piece.FirstLine, fitting.Piece.LastLine);
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
        if (_draft is { Plain.Length: 0, Sections: [] }) _draft = null;
        Flush();
    }

    private void Flush()
    {
        if (_draft is null) return;
        if (_drafts is not [.., var last] || !last.TryJoin(_draft, _joinsSections)) _drafts.Add(_draft);
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
            var plain = draft.Plain.Length > 0 ? draft.Plain.ToString().Trim() : draft.Sections[^1].Heading;
            var text = draft.IsPartOfLine ? plain : _lines.Text(draft.FirstLine, draft.LastLine);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
            passages.Add(new Passage(
                passages.Count, [.. draft.Sections.Select(section => section.Heading)],
                draft.FirstLine, draft.LastLine, text, plain, hash, draft.Block));
        }

        return passages.DrainToImmutable();
    }

    private static string Shortened(string text) =>
        text.Length <= MaxHeading ? text : text[..(char.IsHighSurrogate(text[MaxHeading - 1]) ? MaxHeading - 1 : MaxHeading)];

    /// <summary>What stands under one heading. Two of the same heading are two.</summary>
    private sealed class Section(int level, string heading)
    {
        public int Level { get; } = level;

        public string Heading { get; } = heading;
    }

    private sealed class Draft(ImmutableArray<Section> sections, int firstLine, int lastLine)
    {
        public ImmutableArray<Section> Sections { get; private set; } = sections;

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
        public bool TryJoin(Draft next, bool joinsSections)
        {
            if (IsPartOfLine || next.IsPartOfLine || (Block is not null && next.Block is not null)) return false;
            var (mine, other) = (Size(), next.Size());
            if (mine + other > Target) return false;
            var shared = Sections.Zip(next.Sections).TakeWhile(pair => pair.First == pair.Second).Count();
            var isSame = shared == Sections.Length && shared == next.Sections.Length;
            if (isSame && !_isGroup && !next._isGroup)
            {
                if (mine >= Small && other >= Small) return false;
            }
            else
            {
                if (!joinsSections || other >= Small || (mine >= Small && !_isGroup)) return false;
                if (shared < Math.Max(Sections.Length, next.Sections.Length) - 1 || (_isGroup && shared < Sections.Length)) return false;
                _isGroup = true;
            }

            Name(shared, Sections, atStart: true);
            Name(shared, next.Sections, atStart: false);
            Sections = Sections[..shared];
            Piece.AppendLine(Plain, next.Plain.ToString());
            LastLine = Math.Max(LastLine, next.LastLine);
            Block ??= next.Block;
            return true;
        }

        private int Size() => Plain.Length + (Sections is [.., var last] ? last.Heading.Length : 0);

        /// <summary>The headings that are not in the ancestry any more are text.</summary>
        private void Name(int shared, ImmutableArray<Section> sections, bool atStart)
        {
            if (shared >= sections.Length) return;
            var names = string.Join('\n', sections[shared..].Select(section => section.Heading));
            if (atStart) Plain.Insert(0, Plain.Length > 0 ? names + "\n" : names);
            else Piece.AppendLine(Plain, names);
        }
    }
}
