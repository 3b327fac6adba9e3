using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ObsidianVault.Channels.Formatting;

/// <summary>
/// Decides which of the marks *, _, ~ and | of an answer are emphasis, and replaces those by marks that cannot be mistaken.
/// All others are signs of the text: 2 * 3 * 4, a*b*c, snake_case, __init__, *args. Models write bold also where CommonMark
/// sees none: "**Note:**text".
/// </summary>
internal sealed partial class EmphasisMarks
{
    private readonly string _text;
    private readonly bool _isDraft;
    // More can hardly be meant, and each mark looks through them.
    private const int MaxOpen = 40;

    private readonly List<Pair> _open = [];
    private readonly Dictionary<int, (int Length, string Mark)> _settled = [];
    private HashSet<int>? _names;

    private EmphasisMarks(string text, bool isDraft) => (_text, _isDraft) = (text, isDraft);

    /// <param name="text">Without code, formulas and URLs, except for fenced blocks.</param>
    /// <param name="isDraft">The text is still being written: what it opens at its end will be closed.</param>
    public static string Settle(string text, bool isDraft)
    {
        var result = new StringBuilder(text.Length);
        string? fence = null;
        var group = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var opens = fence is null ? FenceLine().Match(line) : Match.Empty;
            if (fence is not null || opens.Success)
            {
                Flush(false);
                result.Append(line).Append('\n');
                if (fence is null) fence = opens.Groups[1].Value;
                else if (Closes(line, fence)) fence = null;
                continue;
            }

            if (string.IsNullOrWhiteSpace(line) || BlockStart().IsMatch(line)) Flush(false);
            group.Append(line).Append('\n');
        }

        Flush(isDraft);
        return result.ToString(0, Math.Max(0, result.Length - 1));

        void Flush(bool draft)
        {
            if (group.Length == 0) return;
            var ends = group.ToString(0, group.Length - 1);
            result.Append(new EmphasisMarks(ends, draft).Run()).Append('\n');
            group.Clear();
        }
    }

    private static bool Closes(string line, string fence) =>
        line.Trim(' ', '\t', '>') is var closing && closing.Length >= fence.Length && closing.All(c => c == fence[0]);

    private sealed record Pair(int At, int Length, string Mark, bool OnlyLetters);

    private string Run()
    {
        if (RuleLine().IsMatch(_text)) return _text;
        var start = Bullet().Match(_text).Length;
        var isRow = _text.AsSpan(start).TrimStart() is ['|', not '|', ..];
        for (var at = start; at < _text.Length;)
        {
            var c = _text[at];
            if (c == '\\')
            {
                at += 2;
                continue;
            }

            if (c is not ('*' or '_' or '~' or '|'))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < _text.Length && _text[end] == c) end++;
            // What a cell of a table opens, it closes.
            if (c == '|' && (isRow || end - at == 1)) _open.Clear();
            else Read(at, end - at);
            at = end;
        }

        if (_isDraft) CloseAtEnd();
        return Written();
    }

    private void Read(int at, int length)
    {
        var mark = _text.Substring(at, length);
        if (mark is not ("*" or "**" or "***" or "_" or "__" or "___" or "~~" or "||")) return;
        var before = new Rune('\n');
        if (at > 0 && Rune.DecodeLastFromUtf16(_text.AsSpan(0, at), out before, out _) != OperationStatus.Done) before = new Rune('x');
        var next = at + length < _text.Length && Rune.TryGetRuneAt(_text, at + length, out var first) ? first : new Rune('\n');
        if (mark[0] == '_' && IsName(at, length)) return;
        var inWord = IsWord(before) && IsWord(next) && !(IsWide(before) && IsWide(next));
        if (!Rune.IsWhiteSpace(before) && Close(at, mark, next, inWord)) return;
        if (Rune.IsWhiteSpace(next) || !MayOpen(mark, before, next)) return;
        if (_open.Count == MaxOpen) _open.RemoveAt(0);
        _open.Add(new Pair(at, length, mark, inWord));
    }

    private static bool MayOpen(string mark, Rune before, Rune next) => mark switch
    {
        // After a word or a bracket, one * multiplies.
        "*" => (!IsWord(before) || IsWide(before)) && before.Value is not (')' or ']' or '}')
            && next.Value is not ('=' or ',' or ')' or '/'),
        "_" or "__" or "___" => !IsWord(before),
        "**" => next.Value is not ('=' or ',' or ')') && !(before.Value is ')' or ']' && IsWord(next)),
        "||" => !IsWord(before),
        _ => true,
    };

    private bool Close(int at, string mark, Rune next, bool inWord)
    {
        var index = _open.FindLastIndex(pair => pair.Mark == mark);
        // *** closes an open ** and an open *, in whichever order they were opened.
        if (index < 0 && mark is "***" or "___" && CloseBoth(at, mark)) return true;
        if (index < 0) return false;
        if ((mark == "*" && IsWord(next) && !IsWide(next)) || (mark[0] == '_' && IsWord(next))) return false;
        var open = _open[index];
        var inside = _text.AsSpan(open.At + open.Length, at - open.At - open.Length);
        if (!IsEmphasized(mark, inside, open.OnlyLetters || inWord)) return false;
        _open.RemoveRange(index, _open.Count - index);
        Settle(open.At, open.Length, at, mark);
        return true;
    }

    private bool CloseBoth(int at, string mark)
    {
        var (one, two) = (mark[..1], mark[..2]);
        if (_open.Count < 2) return false;
        var (outer, inner) = (_open[^2], _open[^1]);
        if (!((outer.Mark == one && inner.Mark == two) || (outer.Mark == two && inner.Mark == one))) return false;
        _open.RemoveRange(_open.Count - 2, 2);
        _settled[inner.At] = (inner.Length, Begins(inner.Mark));
        _settled[outer.At] = (outer.Length, Begins(outer.Mark));
        _settled[at] = (mark.Length, Ends(inner.Mark) + Ends(outer.Mark));
        return true;
    }

    private void CloseAtEnd()
    {
        foreach (var open in _open.Where(pair => !pair.OnlyLetters && pair.Mark.Length > 1 || pair.Mark is "*" or "_"))
            _settled[open.At] = (open.Length, Begins(open.Mark));
        var half = _text.Length - _text.AsSpan().TrimEnd("*_~").Length;
        // The first half of a mark, or a mark with nothing after it yet.
        if (half > 0 && !_settled.Keys.Any(at => at >= _text.Length - half)) _settled[_text.Length - half] = (half, "");
    }

    private void Settle(int open, int length, int close, string mark)
    {
        _settled[open] = (length, Begins(mark));
        _settled[close] = (length, Ends(mark));
    }

    private string Written()
    {
        if (_settled.Count == 0) return _text;
        var text = new StringBuilder(_text.Length);
        for (var at = 0; at < _text.Length;)
        {
            if (_settled.TryGetValue(at, out var mark))
            {
                text.Append(mark.Mark);
                at += mark.Length;
            }
            else
            {
                text.Append(_text[at++]);
            }
        }

        return text.ToString();
    }

    private static bool IsEmphasized(string mark, ReadOnlySpan<char> inside, bool onlyLetters)
    {
        if (inside.Length == 0) return false;
        if (onlyLetters && !AllLetters(inside)) return false;
        if (mark == "||") return inside.IndexOfAnyExcept(s_noSecret) >= 0;
        // Only digits, spaces and operators: arithmetic.
        return mark is not ("*" or "_") || inside.IndexOfAnyExcept(s_arithmetic) >= 0;
    }

    private static readonly SearchValues<char> s_noSecret = SearchValues.Create(" |&0123456789");
    private static readonly SearchValues<char> s_arithmetic = SearchValues.Create("0123456789.,+-*/=()^ −×");

    private static bool AllLetters(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (!Rune.IsLetter(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark) return false;
        return true;
    }

    /// <summary>A name of Python with its underscores: __init__, __name__.</summary>
    private bool IsName(int at, int length)
    {
        if (length != 2) return false;
        _names ??= NamesIn(_text);
        return _names.Contains(at);
    }

    /// <summary>Where the underscores of such names begin.</summary>
    private static HashSet<int> NamesIn(string text)
    {
        var places = new HashSet<int>();
        foreach (Match name in Dunder().Matches(text))
        {
            var after = name.Index + name.Length;
            var isName = KnownNames().IsMatch(name.Value) || (after < text.Length && text[after] is '.' or '(')
                || (name.Index > 0 && text[name.Index - 1] is '.');
            if (!isName) continue;
            places.Add(name.Index);
            places.Add(after - 2);
        }

        return places;
    }

    private static bool IsWord(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value == '_';

    /// <summary>Scripts that set no spaces between words.</summary>
    private static bool IsWide(Rune rune) => rune.Value is >= 0x2E80 and <= 0x10EFFF or >= 0x0E00 and <= 0x0FFF or >= 0x1780 and <= 0x17FF;

    private static string Begins(string mark) => Marks(mark, true);

    private static string Ends(string mark) => Marks(mark, false);

    private static string Marks(string mark, bool begins) => mark switch
    {
        "*" or "_" => Tokens.Mark(RunStyle.Italic, begins),
        "**" or "__" => Tokens.Mark(RunStyle.Bold, begins),
        "~~" => Tokens.Mark(RunStyle.Strikethrough, begins),
        "||" => Tokens.Mark(RunStyle.Spoiler, begins),
        _ when begins => Tokens.Mark(RunStyle.Bold, true) + Tokens.Mark(RunStyle.Italic, true),
        _ => Tokens.Mark(RunStyle.Italic, false) + Tokens.Mark(RunStyle.Bold, false),
    };

    [GeneratedRegex(@"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}|~{3,})[^`\n]*$")]
    private static partial Regex FenceLine();

    [GeneratedRegex(@"^\s*(?:[-*+•]\s|\d{1,9}[.)]\s|#{1,6}\s|>|\||[-*_=]{3,}\s*$)")]
    private static partial Regex BlockStart();

    [GeneratedRegex(@"^(?:[ \t>]*(?:[-*+•]|\d{1,9}[.)])[ \t]+)+|^[ \t>]*#{1,6}[ \t]+|^[ \t>]+")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^[ \t>]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")]
    private static partial Regex RuleLine();

    [GeneratedRegex("(?<![A-Za-z0-9_])__[a-z][a-z0-9_]{0,30}__(?![A-Za-z0-9_])")]
    private static partial Regex Dunder();

    [GeneratedRegex(
        "^__(?:init|new|del|main|name|file|doc|dict|class|call|len|str|repr|iter|next|enter|exit|get(?:item|attr|attribute)?|"
        + "set(?:item|attr)?|"
        + "del(?:item|attr)|contains|hash|eq|ne|lt|le|gt|ge|add|sub|mul|truediv|floordiv|mod|pow|neg|abs|bool|int|float|all|version|slots|"
        + "post_init|future|import|builtins|annotations|module|package|path|spec|bases|mro|subclasses|format|copy|"
        + "deepcopy|aenter|aexit|anext|"
        + "aiter|await|index|matmul|radd|rmul|rsub|iadd|missing|reversed|sizeof|reduce|getstate|setstate|author)__$")]
    private static partial Regex KnownNames();
}
