using System.Collections.Immutable;
using System.Text;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>
/// Reads the Markdown that models write in chats: <c>**bold**</c>, <c>__bold__</c>, <c>*italic*</c>, <c>_italic_</c>,
/// <c>`code`</c>, fenced blocks and <c>[links](https://…)</c>. Every text is valid: a mark without its partner, or inside
/// a word as in <c>2*x*y</c> and <c>snake_case</c>, is an ordinary character. Runs in linear time.
/// </summary>
internal sealed class TelegramMarkdown
{
    private const int MaxTarget = 2048;

    private readonly string _source;
    private readonly List<Mark> _marks = [];
    private readonly List<Mark> _open = [];
    private int _at;
    private bool _noMoreFences;

    private TelegramMarkdown(string source) => _source = source;

    public static TelegramText Read(string markdown)
    {
        var reader = new TelegramMarkdown(TelegramText.WellFormed(markdown));
        reader.FindMarks();
        return reader.Write();
    }

    /// <summary>A piece of the source that is possibly markup.</summary>
    private sealed class Mark(int start, int length, string kind)
    {
        public int Start => start;
        public int Length => length;
        public string Kind => kind;

        /// <summary>The style that it opens, if any.</summary>
        public TelegramStyle? Opens { get; set; }

        public bool Closes { get; set; }

        public string? Target { get; set; }

        /// <summary>The length of the code, inside which no other mark is recognized; 0 for other marks.</summary>
        public int Content { get; init; }

        /// <summary>The length of the mark after the code.</summary>
        public int Tail { get; init; }
    }

    private void FindMarks()
    {
        while (_at < _source.Length)
        {
            switch (_source[_at])
            {
                case '\\' when _at + 1 < _source.Length && @"\`*_[]".Contains(_source[_at + 1]):
                    _marks.Add(new Mark(_at, 1, "\\") { Closes = true });
                    _at += 2;
                    break;
                case '`':
                    ReadCode();
                    break;
                case '*' or '_':
                    ReadEmphasis();
                    break;
                case '[':
                    Open(new Mark(_at, 1, "["));
                    _at++;
                    break;
                case ']':
                    ReadLinkEnd();
                    break;
                case '\n' when _at + 1 < _source.Length && _source[_at + 1] == '\n':
                    _open.Clear(); // no style extends across paragraphs
                    _at++;
                    break;
                default:
                    _at++;
                    break;
            }
        }
    }

    private void ReadCode()
    {
        var run = RunLength('`');
        if (run >= 3 && TryReadFence(run)) return;

        var line = _source.IndexOf('\n', _at);
        var end = line < 0 ? _source.Length : line;
        for (var i = _at + run; i < end; i++)
        {
            if (_source[i] != '`') continue;
            var close = i;
            while (i < end && _source[i] == '`') i++;
            if (i - close != run) continue;

            AddCode(TelegramStyle.Code, _at, run, close - _at - run, run, null);
            return;
        }

        _at += run;
    }

    /// <summary>A block from ``` at the start of a line to the next ```; the first line may name the language.</summary>
    private bool TryReadFence(int run)
    {
        if (_noMoreFences || (_at > 0 && _source[_at - 1] != '\n')) return false;

        var close = _source.IndexOf("\n```", _at + run, StringComparison.Ordinal);
        var line = _source.IndexOf('\n', _at + run);
        if (close < 0) _noMoreFences = true;
        if (close < 0 || line < 0) return false;

        var info = _source[(_at + run)..line].Trim();
        if (info.Contains('`')) return false;

        _open.Clear();
        var content = Math.Min(line + 1, close);
        var tail = 1;
        while (close + tail < _source.Length && _source[close + tail] == '`') tail++;
        AddCode(TelegramStyle.Pre, _at, content - _at, close - content, tail, info.Length is 0 or > 64 ? null : info.Split(' ')[0]);
        return true;
    }

    private void AddCode(TelegramStyle style, int start, int head, int content, int tail, string? language)
    {
        _at = start + head + content + tail;
        if (string.IsNullOrWhiteSpace(_source.Substring(start + head, content))) return;
        _marks.Add(new Mark(start, head, "`") { Opens = style, Content = content, Tail = tail, Target = language });
    }

    private void ReadEmphasis()
    {
        var sign = _source[_at];
        var run = RunLength(sign);
        var before = _at == 0 ? ' ' : _source[_at - 1];
        var after = _at + run == _source.Length ? ' ' : _source[_at + run];
        var opens = !char.IsWhiteSpace(after) && !IsWord(before);
        var closes = !char.IsWhiteSpace(before) && !IsWord(after);
        if (run <= 3)
        {
            if (closes && TryClose(sign, run)) return;
            if (opens)
            {
                if (run >= 2) Open(new Mark(_at, 2, new string(sign, 2)));
                if (run != 2) Open(new Mark(_at + run - 1, 1, sign.ToString()));
            }
        }

        _at += run;
    }

    /// <summary>Closes as many open marks as the whole run can, the innermost first.</summary>
    private bool TryClose(char sign, int run)
    {
        string[] kinds = run switch
        {
            1 => [new string(sign, 1)],
            2 => [new string(sign, 2)],
            _ => IndexOfOpen(new string(sign, 1)) > IndexOfOpen(new string(sign, 2))
                ? [new string(sign, 1), new string(sign, 2)]
                : [new string(sign, 2), new string(sign, 1)],
        };
        if (kinds.Any(kind => IndexOfOpen(kind) < 0)) return false;

        foreach (var kind in kinds)
        {
            Close(IndexOfOpen(kind), kind.Length == 2 ? TelegramStyle.Bold : TelegramStyle.Italic, new Mark(_at, kind.Length, kind));
            _at += kind.Length;
        }

        return true;
    }

    private void ReadLinkEnd()
    {
        var open = IndexOfOpen("[");
        if (open >= 0 && _at + 1 < _source.Length && _source[_at + 1] == '('
            && _source.AsSpan(_at + 2, Math.Min(MaxTarget + 1, _source.Length - _at - 2)) is var rest
            && rest.IndexOfAny(") \t\r\n") is > 0 and var length && rest[length] == ')'
            && _open[open] is var start && !string.IsNullOrWhiteSpace(_source[(start.Start + 1).._at])
            && rest[..length].ToString() is var target && TelegramLinks.IsAllowed(target))
        {
            Close(open, TelegramStyle.Link, new Mark(_at, length + 3, "]"));
            start.Target = target;
            _at += length + 3;
            return;
        }

        _at++;
    }

    /// <summary>At most one mark of each kind is open; of two link starts, only the later one can become a link.</summary>
    private void Open(Mark mark)
    {
        var same = IndexOfOpen(mark.Kind);
        if (same >= 0 && mark.Kind != "[") return;
        if (same >= 0) _open.RemoveAt(same);
        _marks.Add(mark);
        _open.Add(mark);
    }

    private void Close(int open, TelegramStyle style, Mark end)
    {
        _open[open].Opens = style;
        end.Closes = true;
        _marks.Add(end);
        _open.RemoveRange(open, _open.Count - open); // marks opened inside and not closed there are plain text
    }

    private int IndexOfOpen(string kind) => _open.FindLastIndex(mark => mark.Kind == kind);

    private int RunLength(char sign)
    {
        var end = _at;
        while (end < _source.Length && _source[end] == sign) end++;
        return end - _at;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c);

    private TelegramText Write()
    {
        var text = new StringBuilder(_source.Length);
        var spans = new List<TelegramSpan>();
        var begun = new Stack<int>();
        var at = 0;
        foreach (var mark in _marks)
        {
            if (mark.Opens is null && !mark.Closes) continue;
            text.Append(_source, at, mark.Start - at);
            at = mark.Start + mark.Length;
            if (mark.Content > 0)
            {
                spans.Add(new TelegramSpan(mark.Opens!.Value, text.Length, mark.Content, mark.Target));
                text.Append(_source, at, mark.Content);
                at += mark.Content + mark.Tail;
            }
            else if (mark.Opens is { } style)
            {
                var isNested = begun.Any(span => span >= 0 && spans[span].Style == style); // bold inside bold stays bold
                begun.Push(isNested ? -1 : spans.Count);
                if (!isNested) spans.Add(new TelegramSpan(style, text.Length, 0, mark.Target));
            }
            else if (mark.Kind != "\\" && begun.Pop() is >= 0 and var span)
            {
                spans[span] = spans[span] with { Length = text.Length - spans[span].Offset };
            }
        }

        text.Append(_source, at, _source.Length - at);
        return new TelegramText(text.ToString(), [.. spans.Where(span => span.Length > 0)]);
    }
}
