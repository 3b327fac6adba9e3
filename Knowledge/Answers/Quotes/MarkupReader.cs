using System.Collections.Frozen;
using System.Text;

namespace ObsidianVault.Knowledge.Answers.Quotes;

/// <summary>
/// Reduces the lines of a Markdown note to what they say, one after the other. It only ever leaves out what is surely markup: a
/// sign that may be a part of the text stays, because a text without it could say something else.
/// </summary>
internal sealed class MarkupReader
{
    private const int MaxTag = 300;

    private static readonly FrozenSet<string> s_tags = new[]
    {
        "a", "audio", "b", "br", "center", "details", "div", "em", "font", "hr", "i", "iframe", "img", "li", "mark", "object", "ol", "p",
        "script", "small", "source", "span", "strong", "style", "summary", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "video",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private string? _fence;
    private bool _inFormula;

    /// <summary>Adds what the line says.</summary>
    /// <returns>Whether a sentence cannot go on from the line before.</returns>
    public bool Append(StringBuilder shown, string line)
    {
        var trimmed = line.TrimStart();
        if (_fence is { } fence)
        {
            if (trimmed.StartsWith(fence, StringComparison.Ordinal)) _fence = null;
            shown.Append(line);
            return true;
        }

        if (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal))
        {
            _fence = trimmed[..3];
            shown.Append(line);
            return true;
        }

        if (_inFormula || trimmed.StartsWith("$$", StringComparison.Ordinal))
        {
            var marks = line.Split("$$").Length - 1;
            if (marks % 2 == 1) _inFormula = !_inFormula;
            shown.Append(line);
            return true;
        }

        var (start, isBlock) = Prefix(line);
        Inline(shown, line, start, line.Length);
        return isBlock || trimmed.StartsWith('|');
    }

    /// <summary>Where the words of the line begin, behind the marks of quotes, lists, tasks, headings and callouts.</summary>
    private static (int Start, bool IsBlock) Prefix(string line)
    {
        var (at, isBlock) = (0, false);
        while (at < line.Length)
        {
            var rest = line.AsSpan(at);
            if (rest[0] is ' ' or '\t')
            {
                at++;
            }
            else if (rest[0] == '>')
            {
                at++;
            }
            else if (rest.StartsWith("[!", StringComparison.Ordinal) && rest.IndexOf(']') is > 0 and < 40 and var end)
            {
                (at, isBlock) = (at + end + 1, true);
                if (at < line.Length && line[at] is '+' or '-') at++;
            }
            else if (rest.Length > 1 && rest[0] is '-' or '*' or '+' && rest[1] == ' ')
            {
                (at, isBlock) = (at + 2, true);
                if (line.Length >= at + 4 && line[at] == '[' && line[at + 2] == ']' && line[at + 3] == ' ') at += 4;
            }
            else if (rest[0] == '#' && rest.TrimStart('#') is [' ', ..])
            {
                return (at + rest.IndexOfAnyExcept('#'), true);
            }
            else
            {
                var digits = rest.IndexOfAnyExceptInRange('0', '9');
                isBlock |= digits is > 0 and < 10 && rest[digits] is '.' or ')' && rest.Length > digits + 1 && rest[digits + 1] == ' ';
                break;
            }
        }

        return (at, isBlock);
    }

    private static void Inline(StringBuilder shown, string line, int from, int to)
    {
        for (var i = from; i < to;)
        {
            var rest = line.AsSpan(i, to - i);
            i += rest[0] switch
            {
                '\\' when rest.Length > 1 && char.IsPunctuation(rest[1]) | char.IsSymbol(rest[1]) => Add(shown, rest.Slice(1, 1), 2),
                '`' when Code(rest) is { } code => Add(shown, rest[code.Run..^(rest.Length - code.Length + code.Run)], code.Length),
                '$' when Formula(rest) is { } length => Add(shown, rest[..length], length),
                '!' when rest.StartsWith("![[", StringComparison.Ordinal) && rest.IndexOf("]]") is > 0 and var end => end + 2,
                '!' when rest.StartsWith("![", StringComparison.Ordinal) && Link(rest[1..]) is { } image =>
                    Add(shown, rest.Slice(2, image.Words), image.Length + 1),
                '[' when rest.StartsWith("[[", StringComparison.Ordinal) && rest.IndexOf("]]") is > 2 and var end =>
                    Add(shown, WikiWords(rest[2..end]), end + 2),
                '[' when rest.StartsWith("[^", StringComparison.Ordinal) && rest.IndexOf(']') is > 2 and < 60 and var end => end + 1,
                '[' when Link(rest) is { } link => Words(shown, line, i + 1, i + 1 + link.Words, link.Length),
                '<' when Tag(rest) is { } tag => tag,
                '*' or '_' when IsEmphasis(line, i, Run(rest)) => Run(rest),
                '=' when Run(rest) == 2 && IsEmphasis(line, i, 2) => 2,
                _ => Add(shown, rest[..1], 1),
            };
        }
    }

    private static int Add(StringBuilder shown, ReadOnlySpan<char> text, int length)
    {
        shown.Append(text);
        return length;
    }

    private static int Words(StringBuilder shown, string line, int from, int to, int length)
    {
        Inline(shown, line, from, to);
        return length;
    }

    private static int Run(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExcept(rest[0]);
        return end < 0 ? rest.Length : end;
    }

    /// <summary>Not within a word or a product, not between spaces, and not a line of its own.</summary>
    private static bool IsEmphasis(string line, int at, int run)
    {
        var before = at == 0 ? ' ' : line[at - 1];
        var after = at + run >= line.Length ? ' ' : line[at + run];
        return run <= 3
            && !(char.IsLetterOrDigit(before) && char.IsLetterOrDigit(after))
            && !(char.IsWhiteSpace(before) && char.IsWhiteSpace(after));
    }

    /// <summary>The length of the backticks, and of the whole with them; null if they are not closed.</summary>
    private static (int Run, int Length)? Code(ReadOnlySpan<char> rest)
    {
        var run = Run(rest);
        var end = rest[run..].IndexOf(rest[..run]);
        return end <= 0 ? null : (run, end + (2 * run));
    }

    private static int? Formula(ReadOnlySpan<char> rest)
    {
        var run = Run(rest);
        if (run > 2 || rest.Length <= run || rest[run] == ' ') return null;
        var end = rest[run..].IndexOf(rest[..run]);
        return end <= 0 ? null : end + (2 * run);
    }

    /// <summary>The length of "[words](url)", and of its words; null if it is none.</summary>
    private static (int Words, int Length)? Link(ReadOnlySpan<char> rest)
    {
        var depth = 0;
        for (var i = 0; i < rest.Length; i++)
        {
            if (rest[i] == '[') depth++;
            if (rest[i] != ']' || --depth > 0) continue;
            if (i + 1 >= rest.Length || rest[i + 1] != '(') return null;
            var end = rest[(i + 1)..].IndexOf(')');
            return end < 0 ? null : (i - 1, i + 1 + end + 1);
        }

        return null;
    }

    private static ReadOnlySpan<char> WikiWords(ReadOnlySpan<char> inner)
    {
        var bar = inner.IndexOf('|');
        return bar < 0 ? inner : inner[(bar + 1)..];
    }

    /// <summary>Not "sup" and "sub": 10<sup>2</sup> without them would be 102.</summary>
    private static int? Tag(ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf('>');
        if (end is < 2 or > MaxTag) return null;
        var name = rest[1..end].TrimStart('/');
        var length = name.IndexOfAnyExceptInRange('A', 'z');
        return s_tags.GetAlternateLookup<ReadOnlySpan<char>>().Contains(length < 0 ? name : name[..length]) ? end + 1 : null;
    }
}
