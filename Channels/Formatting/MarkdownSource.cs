using System.Buffers;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using ObsidianVault.Channels.Formatting.Formulas;

namespace ObsidianVault.Channels.Formatting;

/// <summary>
/// Puts tokens for code, formulas and URLs into an answer before its Markdown is read: nothing in them is a mark. Fenced
/// blocks stay as they are. Runs in linear time.
/// </summary>
internal sealed partial class MarkdownSource
{
    private const int MaxFormula = 2_000;
    private const int MaxInlineFormula = 200;

    private static readonly SearchValues<char> s_starts = SearchValues.Create("`\\$hH<\n");
    private static readonly SearchValues<char> s_amounts = SearchValues.Create("0123456789.,-–/+ ");

    private readonly string _text;
    private readonly Tokens _tokens;
    private readonly StringBuilder _out = new();
    private readonly HashSet<string> _unclosed = [];
    private int _at;

    private MarkdownSource(string text, Tokens tokens) => (_text, _tokens) = (text, tokens);

    public static string Protect(string text, Tokens tokens)
    {
        var source = new MarkdownSource(text, tokens);
        source.Run();
        return source._out.ToString();
    }

    private void Run()
    {
        while (_at < _text.Length)
        {
            if ((_at == 0 || _text[_at - 1] == '\n') && TakeFence()) continue;
            var next = _text.AsSpan(_at).IndexOfAny(s_starts);
            if (next != 0)
            {
                var end = next < 0 ? _text.Length : _at + next;
                _out.Append(_text, _at, end - _at);
                _at = end;
                continue;
            }

            if (_tokens.IsFull || !TakeToken()) _out.Append(_text[_at++]);
        }
    }

    private bool TakeToken() => _text[_at] switch
    {
        '`' => TakeCode(),
        '\\' => TakeLatex(),
        '$' => TakeDollars(),
        'h' or 'H' => TakeUrl(),
        '<' => TakeHtmlCode(),
        _ => false,
    };

    /// <summary>A block from a fence at the start of a line to the one that closes it, or to the end. Formulas in one are read.</summary>
    private bool TakeFence()
    {
        if (Fence().Match(_text, _at) is not { Success: true } open) return false;
        var (mark, info) = (open.Groups["mark"].Value, open.Groups["info"].Value.Trim());
        var end = _text.Length;
        var inside = (Start: Math.Min(open.Index + open.Length + 1, _text.Length), End: _text.Length);
        for (var line = _text.IndexOf('\n', open.Index + open.Length); line >= 0; line = _text.IndexOf('\n', line + 1))
        {
            var stop = _text.IndexOf('\n', line + 1);
            var content = _text.AsSpan(line + 1, (stop < 0 ? _text.Length : stop) - line - 1).Trim(" \t>");
            if (content.Length < mark.Length || content.IndexOfAnyExcept(mark[0]) >= 0) continue;
            (inside.End, end) = (line, stop < 0 ? _text.Length : stop);
            break;
        }

        var lead = open.Groups["lead"].Value;
        var under = ListMark().Replace(lead, mark => new string(' ', mark.Length));
        var code = inside.End > inside.Start ? Unindented(_text[inside.Start..inside.End], under) : "";
        if (info is "math" or "latex" or "tex" && FormulaText.Of(Bare(code)) is { } formula && !_tokens.IsFull)
            _out.Append(lead).Append(_tokens.Add(TokenKind.Formula, formula));
        else if (_tokens.IsFull) _out.Append(_text, _at, end - _at);
        else
            _out.Append(lead).Append("```").Append(info).Append('\n').Append(under).Append(_tokens.Add(TokenKind.Code, code)).Append('\n')
                .Append(under).Append("```");

        _at = end;
        return true;
    }

    /// <summary>The lines of a block without the marks of the quote or the list that it stands in.</summary>
    private static string Unindented(string block, string under)
    {
        var quotes = under.Count(c => c == '>');
        return string.Join('\n', block.Split('\n').Select(line =>
        {
            var at = 0;
            for (var quote = 0; quote < quotes; quote++)
            {
                var mark = line.IndexOf('>', at);
                if (mark < 0 || !string.IsNullOrWhiteSpace(line[at..mark])) break;
                at = mark + 1 < line.Length && line[mark + 1] == ' ' ? mark + 2 : mark + 1;
            }

            var spaces = under.Length - under.LastIndexOf('>') - 1 - (quotes > 0 ? 1 : 0);
            for (; spaces > 0 && at < line.Length && line[at] == ' '; spaces--) at++;
            return line[at..];
        }));
    }

    private static string Bare(string formula)
    {
        var text = formula.Trim();
        return text.StartsWith("$$", StringComparison.Ordinal) && text.EndsWith("$$", StringComparison.Ordinal) && text.Length > 4
            ? text[2..^2]
            : text.StartsWith("\\[", StringComparison.Ordinal) && text.EndsWith("\\]", StringComparison.Ordinal) ? text[2..^2] : text;
    }

    private bool TakeCode()
    {
        var run = Run(_at, '`');
        var mark = new string('`', run);
        var limit = ParagraphEnd(_at);
        for (var close = _at + run; (close = Find(mark, close, limit)) >= 0;)
        {
            var length = Run(close, '`');
            if (length == run)
            {
                var code = _text[(_at + run)..close].Replace('\n', ' ');
                if (code.Length > 2 && code[0] == ' ' && code[^1] == ' ' && !string.IsNullOrWhiteSpace(code)) code = code[1..^1];
                if (code.Length == 0) break;
                _out.Append(_tokens.Add(TokenKind.Code, code));
                _at = close + run;
                return true;
            }

            close += length;
        }

        _out.Append(_text, _at, run);
        _at += run;
        return true;
    }

    private bool TakeHtmlCode()
    {
        if (HtmlCode().Match(_text, _at) is not { Success: true } found) return false;
        var code = WebUtility.HtmlDecode(found.Groups["code"].Value).Trim('\n');
        if (found.Groups["pre"].Success)
            _out.Append("\n\n```").Append(found.Groups["language"].Value).Append('\n').Append(_tokens.Add(TokenKind.Code, code))
                .Append("\n```\n\n");
        else if (code.Length > 0) _out.Append(_tokens.Add(TokenKind.Code, code));
        _at += found.Length;
        return true;
    }

    /// <summary>\( \), \[ \], also with doubled backslashes as JSON leaves them, and environments.</summary>
    private bool TakeLatex()
    {
        var slashes = _at + 1 < _text.Length && _text[_at + 1] == '\\' ? 2 : 1;
        var after = _at + slashes;
        if (after >= _text.Length) return false;
        if (_text[after] is '(' or '[')
        {
            var mark = new string('\\', slashes) + (_text[after] == '(' ? ')' : ']');
            if (TakeFormula(after + 1, mark, _text[after] == '(' ? IsInline : IsDisplayed)) return true;
        }
        else if (Begin().Match(_text, _at) is { Success: true } begin)
        {
            var end = $"\\end{{{begin.Groups[1].Value}}}";
            var close = Find(end, begin.Index + begin.Length, Math.Min(_text.Length, _at + MaxFormula));
            if (close >= 0 && FormulaText.Of(_text[_at..(close + end.Length)]) is { } text)
            {
                _out.Append(_tokens.Add(TokenKind.Formula, text));
                _at = close + end.Length;
                return true;
            }
        }

        // An escape: what follows is no mark.
        var length = slashes == 2 || (_text[after] != '\n' && !char.IsSurrogate(_text[after])) ? 2 : 1;
        _out.Append(_text, _at, length);
        _at += length;
        return true;
    }

    private bool TakeDollars()
    {
        if (_at + 1 < _text.Length && _text[_at + 1] == '$')
        {
            if (TakeFormula(_at + 2, "$$", static formula => !string.IsNullOrWhiteSpace(formula))) return true;
            _out.Append("$$");
            _at += 2;
            return true;
        }

        if (_at > 0 && (char.IsLetterOrDigit(_text[_at - 1]) || _text[_at - 1] is '$' or '\\')) return false;
        var limit = Math.Min(LineEnd(_at), _at + MaxInlineFormula + 2);
        for (var close = _at + 1; (close = Find("$", close, limit)) >= 0; close++)
        {
            if (_text[close - 1] == '\\') continue;
            var formula = _text[(_at + 1)..close];
            var follows = close + 1 < _text.Length ? _text[close + 1] : ' ';
            if (char.IsLetterOrDigit(follows) || follows == '$' || !IsBetweenDollars(formula)) return false;
            return Take(formula, close + 1);
        }

        return false;
    }

    private bool TakeFormula(int start, string close, Func<string, bool> isOne)
    {
        var end = _unclosed.Contains(close) ? -1 : Find(close, start, Math.Min(_text.Length, start + MaxFormula));
        if (end < 0)
        {
            // Only if there is none at all: one that is too far away for this formula may close the next.
            if (_text.IndexOf(close, start, StringComparison.Ordinal) < 0) _unclosed.Add(close);
            return false;
        }

        var formula = _text[start..end];
        return !formula.Contains("\n\n", StringComparison.Ordinal) && isOne(formula) && Take(formula, end + close.Length);
    }

    private bool Take(string formula, int end)
    {
        formula = formula.Replace("\n>", "\n", StringComparison.Ordinal);
        // One that cannot be read is shown as it was written.
        _out.Append(FormulaText.Of(formula) is { } text
            ? _tokens.Add(TokenKind.Formula, text)
            : _tokens.Add(TokenKind.Code, _text[_at..end].Replace('\n', ' ')));
        _at = end;
        return true;
    }

    private bool TakeUrl()
    {
        if (_at > 0 && char.IsLetterOrDigit(_text[_at - 1])) return false;
        if (Url().Match(_text, _at) is not { Success: true } found) return false;
        // The target of a link, or between angle brackets: Markdown reads it.
        if (_at > 0 && _text[_at - 1] == '<') return false;
        if (_at > 1 && _text[_at - 1] == '(' && _text[_at - 2] == ']') return false;
        if (Definition().IsMatch(_text.AsSpan(Math.Max(0, _at - 80), Math.Min(80, _at)))) return false;
        var end = _at + Trimmed(found.Value);
        _out.Append(_tokens.Add(TokenKind.Url, _text[_at..end]));
        _at = end;
        return true;
    }

    /// <summary>The length without the punctuation of the sentence, and without a bracket that opens before the URL.</summary>
    private static int Trimmed(string url)
    {
        var length = url.Length;
        while (length > 0)
        {
            var last = url[length - 1];
            if (".,;:!?'\"*_~|”’»…".Contains(last, StringComparison.Ordinal)) length--;
            else if (last == ')' && url.AsSpan(0, length).Count('(') < url.AsSpan(0, length).Count(')')) length--;
            else if (last == ']' && url.AsSpan(0, length).Count('[') < url.AsSpan(0, length).Count(']')) length--;
            else break;
        }

        return length;
    }

    // Brackets are often escaped only so that they are no link; words in them are no formula.
    private static bool IsDisplayed(string formula) =>
        !string.IsNullOrWhiteSpace(formula) && (MathSigns().IsMatch(formula) || formula.Contains('\n'));

    private static bool IsInline(string formula) =>
        !string.IsNullOrWhiteSpace(formula)
            && (MathSigns().IsMatch(formula) || !formula.Trim().Contains(' ', StringComparison.Ordinal) || !Letters().IsMatch(formula));

    private static bool IsBetweenDollars(string formula) =>
        formula.Length is > 0 and <= MaxInlineFormula && !char.IsWhiteSpace(formula[0]) && !char.IsWhiteSpace(formula[^1])
        && formula.AsSpan().IndexOfAnyExcept(s_amounts) >= 0
        && (formula.AsSpan().ContainsAny("\\^_=+") ? !Words().IsMatch(formula) || formula.Contains('\\') : Simple().IsMatch(formula));

    private int Find(string what, int start, int limit) =>
        start >= limit ? -1 : _text.IndexOf(what, start, limit - start, StringComparison.Ordinal);

    private int Run(int at, char mark)
    {
        var end = at;
        while (end < _text.Length && _text[end] == mark) end++;
        return end - at;
    }

    private int LineEnd(int at) => _text.IndexOf('\n', at) is >= 0 and var end ? end : _text.Length;

    private int ParagraphEnd(int at) => _text.IndexOf("\n\n", at, StringComparison.Ordinal) is >= 0 and var end ? end : _text.Length;

    [GeneratedRegex(@"\G(?<lead>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?<mark>`{3,}|~{3,})(?<info>[^`\n]*)(?=\n|\z)")]
    private static partial Regex Fence();

    [GeneratedRegex(@"[-*+]|\d{1,9}[.)]")]
    private static partial Regex ListMark();

    [GeneratedRegex(
        @"\G(?:(?<pre><pre(?:\s[^>\n]{0,200})?>\s*"
        + @"(?:<code(?:\s+class=""(?:language-)?(?<language>[\w+#-]{1,30})"")?[^>\n]{0,100}>)?)"
        + @"(?<code>[\s\S]{0,8000}?)(?:</code>\s*)?</pre>"
        + @"|<code>(?<code>[^\n]{0,500}?)</code>)",
        RegexOptions.IgnoreCase)]
    private static partial Regex HtmlCode();

    [GeneratedRegex(
        @"\G\\begin\{(align\*?|aligned|equation\*?|gather\*?|gathered|cases|[pbvBV]?matrix|split|multline\*?|array|eqnarray\*?)\}")]
    private static partial Regex Begin();

    [GeneratedRegex(@"\Ghttps?://(?:(?!\]\()[^\s<>`""\\]){1,2000}", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"(?:^|\n) {0,3}\[[^\]\n]{1,70}\]:[ \t]*<?$|\]\([ \t]*<?$")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Letters();

    [GeneratedRegex(@"[\\^_=+*/<>{}|≤≥→±×÷√∑∫∈]|\d\s*[-−]\s*\w|\w\s*[-−]\s*\d")]
    private static partial Regex MathSigns();

    [GeneratedRegex(@"\p{L}{3,}[^\\]*\s|\s[^\\]*\p{L}{3,}")]
    private static partial Regex Words();

    /// <summary>x, f(x), 2n, P(A|B), x, y, 0 &lt; x &lt; 1: without a command or another sign of mathematics.</summary>
    [GeneratedRegex(
        @"^[-−]?(?:\d+\s*[<>≤≥]\s*)?[\d.]*\p{L}{1,3}'*(?:\([\w ,|]{1,40}\))?!?(?:\s*[-−<>≤≥≠≈/*·×|:→,]\s*[\w().!|]{1,20})*$"
        + @"|^\|[^|\n]{1,30}\|$")]
    private static partial Regex Simple();
}
