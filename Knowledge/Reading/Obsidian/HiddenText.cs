using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>
/// Takes out what an author hid, <c>%%comments%%</c> and <c>&lt;!-- comments --&gt;</c>, and keeps the lines. It comes before
/// everything else that is read, so that nothing hidden can reach any part of a note. Only code keeps its "%%". Where it is not
/// sure what is code, it hides.
/// </summary>
internal sealed class HiddenText
{
    /// <summary>Stands for a hidden character until the end, so that hiding never makes new markup; no text has it.</summary>
    private const char Hidden = '\uFFFF';

    /// <summary>
    /// Comments across blocks change how what follows is read. After so many characters were read again, all code counts as text.
    /// </summary>
    private const int MinRead = 4_000_000;

    private readonly char[] _text;
    private readonly List<string> _warnings = [];

    private HiddenText(string text) => _text = text.ToCharArray();

    /// <param name="text">With "\n" as its line end.</param>
    public static (string Text, IReadOnlyList<string> Warnings) Remove(string text)
    {
        if (!text.Contains("%%", StringComparison.Ordinal) && !text.Contains("<!--", StringComparison.Ordinal)) return (text, []);
        var hidden = new HiddenText(text);
        hidden.Hide();
        return (new string([.. hidden._text.Where(c => c != Hidden)]), hidden._warnings);
    }

    private void Hide()
    {
        var budget = Math.Max(MinRead, 4L * _text.Length);
        for (var from = 0; from >= 0 && from < _text.Length;)
        {
            budget -= _text.Length;
            from = HideFrom(from, budget < 0 ? Read.None : Read.Of(new string(_text)));
        }
    }

    /// <summary>Hides comments up to the first that goes on beyond its block; returns where to go on after reading again, or -1.</summary>
    private int HideFrom(int from, Read read)
    {
        for (var at = from; at < _text.Length - 1; at++)
        {
            if (_text[at] is '`' or '~' && read.CodeEnd(at) is { } codeEnd)
            {
                at = codeEnd;
            }
            else if (_text[at] == '\\' && _text[at + 1] is '%' or '\\' or '<')
            {
                at++;
            }
            else if (_text[at] == '%' && _text[at + 1] == '%')
            {
                var close = IndexOf("%%", at + 2);
                var after = close < 0 ? Unclosed(at) : close + 2;
                Cover(at, after);
                if (!read.IsComment(at, after)) return after;
                at = after - 1;
            }
            else if (_text[at] == '<' && _text.AsSpan(at).StartsWith("<!--"))
            {
                var close = IndexOf("-->", at + 4);
                var after = close >= 0 ? close + 3 : IsLineStart(at) ? _text.Length : at + 1;
                if (close < 0 && after <= at + 1) continue;
                Cover(at, after);
                if (!read.IsComment(at, after)) return after;
                at = after - 1;
            }
        }

        return -1;
    }

    /// <summary>
    /// A comment that never ends hides the rest of the note if it begins a line; inside a line, the rest of its paragraph.
    /// </summary>
    private int Unclosed(int at)
    {
        var line = 1 + _text.AsSpan(0, at).Count('\n');
        if (IsLineStart(at))
        {
            _warnings.Add($"The comment that begins in line {line} has no end (%%). What follows it is hidden.");
            return _text.Length;
        }

        _warnings.Add($"The comment that begins in line {line} has no end (%%). The rest of its paragraph is hidden.");
        var end = at;
        while (end < _text.Length)
        {
            var next = Array.IndexOf(_text, '\n', end);
            if (next < 0) return _text.Length;
            end = next + 1;
            var lineEnd = Array.IndexOf(_text, '\n', end);
            if (_text.AsSpan(end, (lineEnd < 0 ? _text.Length : lineEnd) - end).IsWhiteSpace()) return end;
        }

        return _text.Length;
    }

    private void Cover(int from, int to)
    {
        for (var at = from; at < to; at++) if (_text[at] != '\n') _text[at] = Hidden;
    }

    private bool IsLineStart(int at)
    {
        while (at > 0 && _text[at - 1] is (' ' or '\t' or '>' or '-' or '*' or '+')) at--;
        return at == 0 || _text[at - 1] == '\n';
    }

    private int IndexOf(string mark, int from)
    {
        if (from > _text.Length) return -1;
        var found = _text.AsSpan(from).IndexOf(mark);
        return found < 0 ? -1 : from + found;
    }

    /// <summary>What Markdig says about a text: where code is, and which comments it left out of the reading of everything else.</summary>
    private sealed class Read
    {
        public static Read None { get; } = new();

        private readonly Dictionary<int, int> _code = [];
        private readonly HashSet<(int Start, int After)> _comments = [];

        public static Read Of(string text)
        {
            var read = new Read();
            MarkdownDocument document;
            try
            {
                document = Markdown.Parse(text, ObsidianPipeline.Comments);
            }
            catch (ArgumentException)
            {
                // Nested too deeply to be read: then no code is sure.
                return None;
            }

            foreach (var found in document.Descendants())
            {
                switch (found)
                {
                    case CommentInline { After: > 0 } comment:
                        read._comments.Add((comment.Span.Start, comment.After));
                        break;
                    case CodeInline code when IsAt(text, code.Span.Start, '`') && IsAt(text, code.Span.End, '`'):
                        read._code[code.Span.Start] = code.Span.End;
                        break;
                    case FencedCodeBlock fence when IsAt(text, fence.Span.Start, fence.FencedChar):
                        read._code[fence.Span.Start] = fence.Span.End;
                        break;
                }
            }

            return read;
        }

        /// <summary>The last character of the code that begins here.</summary>
        public int? CodeEnd(int at) => _code.TryGetValue(at, out var end) ? end : null;

        public bool IsComment(int start, int after) => _comments.Contains((start, after));

        private static bool IsAt(string text, int at, char c) => at >= 0 && at < text.Length && text[at] == c;
    }
}
