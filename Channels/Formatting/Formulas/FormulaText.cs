using System.Globalization;
using System.Text;

namespace ObsidianVault.Channels.Formatting.Formulas;

/// <summary>
/// A formula of LaTeX as a line of readable text: x = (−b ± √(b² − 4ac))/(2a). It loses no sign: a command that is not known
/// is written with its name, and a formula that cannot be read has no text.
/// </summary>
internal sealed class FormulaText
{
    private const int MaxDepth = 40;

    /// <summary>Between the cells of a row, until it is known what the row belongs to.</summary>
    private const char Cell = '\u0001';

    private const string Raised = "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉′!";
    private const string Relations = "=<>≤≥≠≈≡→←↔⇒⇐⇔∈∉⊂⊆⊃⊇∼≃≅∝↦⟹⟺:≪≫";

    private readonly string _source;
    private int _at;
    private int _depth;
    private bool _failed;

    private FormulaText(string source) => _source = source;

    /// <summary>The text, of several lines for a formula of several; null if brackets or environments do not fit together.</summary>
    public static string? Of(string latex)
    {
        var reader = new FormulaText(latex.Trim());
        var text = reader.Read(static _ => false);
        if (reader._failed || reader._at < reader._source.Length) return null;
        var lines = text.Replace(Cell, ' ').Split('\n').Select(Collapsed).Where(line => line.Length > 0);
        return string.Join('\n', lines) is { Length: > 0 } found ? found : null;
    }

    private static string Collapsed(string line)
    {
        var text = string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return text.Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal)
            .Replace(" ,", ",", StringComparison.Ordinal).Replace("∂ ", "∂", StringComparison.Ordinal)
            .Replace("⌊ ", "⌊", StringComparison.Ordinal).Replace(" ⌋", "⌋", StringComparison.Ordinal)
            .Replace("⌈ ", "⌈", StringComparison.Ordinal).Replace(" ⌉", "⌉", StringComparison.Ordinal)
            .Replace("⟨ ", "⟨", StringComparison.Ordinal).Replace(" ⟩", "⟩", StringComparison.Ordinal);
    }

    /// <summary>Reads up to a closing brace, or to where the test says.</summary>
    private string Read(Func<FormulaText, bool> ends)
    {
        if (++_depth > MaxDepth) _failed = true;
        var text = new StringBuilder();
        while (_at < _source.Length && !_failed && !ends(this))
        {
            var c = _source[_at];
            switch (c)
            {
                case '}':
                    if (_depth == 1) _failed = true;
                    _depth--;
                    return text.ToString();
                case '{':
                    text.Append(Group());
                    break;
                case '\\':
                    Command(text);
                    break;
                case '^' or '_':
                    _at++;
                    var argument = Collapsed(Argument());
                    text.Append(c == '^' ? Script.Above(argument) : Script.Below(argument));
                    break;
                case '&' or '~':
                    _at++;
                    text.Append(c == '&' ? Cell : ' ');
                    break;
                case '%':
                    // A comment, up to the end of its line.
                    while (_at < _source.Length && _source[_at] != '\n') _at++;
                    break;
                case '\'':
                    _at++;
                    text.Append('′');
                    break;
                case '+' or '-' or '−':
                    _at++;
                    Sign(text, c == '+' ? "+" : "−");
                    break;
                case '=' or '<' or '>':
                    _at++;
                    text.Append(' ').Append(c).Append(' ');
                    break;
                case ',':
                    _at++;
                    text.Append(_at < _source.Length && char.IsAsciiDigit(_source[_at]) && EndsWithDigit(text) ? "," : ", ");
                    break;
                default:
                    _at++;
                    text.Append(char.IsWhiteSpace(c) ? ' ' : c);
                    break;
            }
        }

        _depth--;
        return text.ToString();
    }

    private static bool EndsWithDigit(StringBuilder text) => text.Length > 0 && char.IsAsciiDigit(text[^1]);

    /// <summary>Plus or minus: between two sides with spaces, before one without.</summary>
    private static void Sign(StringBuilder text, string sign)
    {
        var before = text.ToString().AsSpan().TrimEnd();
        var isBinary = before.Length > 0 && !"([{|,;+−±·×/&^_".Contains(before[^1], StringComparison.Ordinal)
            && !Relations.Contains(before[^1], StringComparison.Ordinal);
        if (isBinary) text.Append(' ').Append(sign).Append(' ');
        else text.Append(sign);
    }

    private string Group()
    {
        _at++;
        var inside = Read(static _ => false);
        if (_at >= _source.Length || _source[_at] != '}') _failed = true;
        else _at++;
        // 1{,}000 keeps its digits together.
        return inside == ", " ? "," : inside;
    }

    /// <summary>One sign, one command or one group.</summary>
    private string Argument()
    {
        SkipSpaces();
        if (_at >= _source.Length || _source[_at] == '}')
        {
            _failed = true;
            return "";
        }

        if (_source[_at] == '{') return Group();
        if (_source[_at] == '\\')
        {
            var text = new StringBuilder();
            if (++_depth > MaxDepth) _failed = true;
            else Command(text);
            _depth--;
            return text.ToString();
        }

        var length = StringInfo.GetNextTextElementLength(_source.AsSpan(_at));
        _at += length;
        return _source[(_at - length)..(_at)].Replace('-', '−');
    }

    private void Command(StringBuilder text)
    {
        var name = Name();
        if (LatexSigns.Between.TryGetValue(name, out var between))
        {
            if (between is "±" or "∓") Sign(text, between);
            else text.Append(' ').Append(between).Append(' ');
        }
        else if (LatexSigns.WithLimits.TryGetValue(name, out var big)) Limits(text, big);
        else if (LatexSigns.Functions.Contains(name)) Function(text, name == "bmod" ? "mod" : name);
        else if (LatexSigns.Spaces.Contains(name)) text.Append(' ');
        else if (LatexSigns.Accents.TryGetValue(name, out var accent)) text.Append(Accented(Argument(), accent));
        else if (LatexSigns.Ignored.Contains(name)) Delimiter(name);
        else if (LatexSigns.Shown.Contains(name)) text.Append(IsWords(name) ? Verbatim() : Argument());
        else if (LatexSigns.Alone.TryGetValue(name, out var sign)) text.Append(sign);
        else text.Append(Other(name));
    }

    private static bool IsWords(string name) => name == "mbox" || name.StartsWith("text", StringComparison.Ordinal);

    private string Other(string name) => name switch
    {
        "frac" or "dfrac" or "tfrac" or "cfrac" => $"{Above(Argument())}/{Side(Argument())}",
        "binom" or "dbinom" or "tbinom" => $"C({Collapsed(Argument())}, {Collapsed(Argument())})",
        "sqrt" => Root(),
        "underbrace" or "overbrace" => Side(Argument()),
        "mathbb" => string.Concat(Argument().Select(c => LatexSigns.Double.TryGetValue(c, out var letter) ? letter : c.ToString())),
        "begin" => Environment(),
        "pmod" => $" (mod {Collapsed(Argument())})",
        "ce" => Chemistry(),
        "tag" => $"  ({Argument()})",
        "overset" or "underset" or "stackrel" => Second(),
        "color" or "textcolor" or "colorbox" => Second(),
        "label" or "phantom" or "hspace" or "vspace" or "vphantom" or "hphantom" => Dropped(),
        "substack" => Argument().Replace("\n", ", ", StringComparison.Ordinal),
        "not" => Negated(Argument()),
        "\\" => "\n",
        "|" => "‖",
        "{" or "}" or "%" or "$" or "&" or "#" or "_" => name,
        "(" or ")" or "[" or "]" => "",
        "end" or "" => Fail(),
        _ => Unknown(name),
    };

    private string Fail()
    {
        _failed = true;
        return "";
    }

    private string Unknown(string name)
    {
        if (_at < _source.Length && _source[_at] == '{') return $"{name}({Collapsed(Group())})";
        // Its name must not run into what follows.
        return char.IsLetter(name[0]) ? name + " " : name;
    }

    private string Second()
    {
        Dropped();
        return Argument();
    }

    private string Dropped()
    {
        Argument();
        return "";
    }

    private string Name()
    {
        var start = ++_at;
        while (_at < _source.Length && char.IsAsciiLetter(_source[_at])) _at++;
        if (_at == start && _at < _source.Length) _at++;
        var name = _source[start.._at];
        if (_at < _source.Length && _source[_at] == '*' && name.Length > 1 && char.IsAsciiLetter(name[0])) _at++;
        return name;
    }

    /// <summary>The argument with its spaces, of which commands are read but no signs.</summary>
    private string Verbatim()
    {
        SkipSpaces();
        if (_at >= _source.Length || _source[_at] != '{') return Argument();
        var end = _at;
        for (var depth = 0; end < _source.Length; end++)
        {
            if (_source[end] == '{') depth++;
            else if (_source[end] == '}' && --depth == 0) break;
        }

        if (end >= _source.Length) return Fail();
        var inside = _source[(_at + 1)..end];
        if (inside.AsSpan().ContainsAny('\\', '$', '{')) return Argument();
        _at = end + 1;
        return inside;
    }

    private void SkipSpaces()
    {
        while (_at < _source.Length && char.IsWhiteSpace(_source[_at])) _at++;
    }

    /// <summary>What follows \left and \right is a bracket, or a full stop for none.</summary>
    private void Delimiter(string name)
    {
        if (name is not ("left" or "right" or "middle")) return;
        SkipSpaces();
        if (_at < _source.Length && _source[_at] == '.') _at++;
    }

    private void Function(StringBuilder text, string name)
    {
        if (text.Length > 0 && (char.IsLetterOrDigit(text[^1]) || text[^1] is ')' or '²')) text.Append(' ');
        text.Append(name);
        SkipSpaces();
        while (_at < _source.Length && _source[_at] is '^' or '_')
        {
            var above = _source[_at++] == '^';
            var argument = Collapsed(Argument());
            text.Append(above ? Script.Above(argument) : Script.Below(argument));
            SkipSpaces();
        }

        if (_at < _source.Length && _source[_at] is not ('(' or ')' or '}' or ',' or '.' or '[' or '&')
            && !_source.AsSpan(_at).StartsWith("\\left", StringComparison.Ordinal)) text.Append(' ');
    }

    private void Limits(StringBuilder text, string name)
    {
        if (text.Length > 0 && text[^1] != ' ' && char.IsLetterOrDigit(text[^1])) text.Append(' ');
        text.Append(name);
        string? low = null, high = null;
        for (SkipSpaces(); _at < _source.Length; SkipSpaces())
        {
            if (_source.AsSpan(_at).StartsWith("\\limits", StringComparison.Ordinal)) _at += 7;
            else if (_source[_at] == '_' && low is null)
            {
                _at++;
                low = Tight(Argument());
            }
            else if (_source[_at] == '^' && high is null)
            {
                _at++;
                high = Tight(Argument());
            }
            else break;
        }

        if (name is "∫" or "∮" or "∬" or "∭" && Script.Below(low ?? "") is not ['_', ..] && Script.Above(high ?? "") is not ['^', ..])
            text.Append(Script.Below(low ?? "")).Append(Script.Above(high ?? ""));
        else if (low is not null || high is not null)
            text.Append(" (").Append(low).Append(high is null ? "" : low is null ? "to " : "..").Append(high).Append(')');
        if (_at < _source.Length && _source[_at] is not ('}' or ')' or ',' or '&')) text.Append(' ');
    }

    private static string Tight(string text) => Collapsed(text).Replace(" = ", "=", StringComparison.Ordinal)
        .Replace(" → ", "→", StringComparison.Ordinal).Replace(" ∈ ", "∈", StringComparison.Ordinal).Replace('\n', ',');

    /// <summary>A side of a fraction, in brackets unless it is one number or one letter.</summary>
    private static string Side(string text)
    {
        text = Collapsed(text);
        return IsSimple(text) ? text : $"({text})";
    }

    /// <summary>The upper side of a fraction, which n(n + 1) may be without brackets.</summary>
    private static string Above(string text) =>
        Collapsed(text) is var plain && plain.Length > 2 && char.IsLetter(plain[0]) && IsWrapped(plain[1..]) ? plain : Side(plain);

    private static bool IsSimple(string text) =>
        text.Length > 0 && (text.All(c => char.IsAsciiDigit(c) || c is '.' or ',' or '!') || new StringInfo(text).LengthInTextElements == 1
            || IsWrapped(text) || (text.Length == 2 && text[0] is 'd' or '∂' && char.IsLetter(text[^1]))
            || (char.IsLetter(text[0]) && text.Skip(1).All(c => Raised.Contains(c, StringComparison.Ordinal))));

    private static bool IsWrapped(string text)
    {
        if (text[0] != '(' || text[^1] != ')') return false;
        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0 && i < text.Length - 1) return false;
        }

        return true;
    }

    private string Root()
    {
        SkipSpaces();
        var degree = "";
        if (_at < _source.Length && _source[_at] == '[')
        {
            _at++;
            degree = Collapsed(Read(static reader => reader._source[reader._at] == ']'));
            if (_at >= _source.Length) return Fail();
            _at++;
        }

        var of = Side(Argument());
        return degree switch
        {
            "" => "√" + of,
            "3" => "∛" + of,
            "4" => "∜" + of,
            _ => Script.Above(degree) is var above && above[0] != '^' ? above + "√" + of : $"root {degree} of {of}",
        };
    }

    private static string Accented(string text, string accent)
    {
        text = text.Trim();
        if (new StringInfo(text).LengthInTextElements <= 1) return text + accent;
        // A line over several letters is drawn over each; other marks have no form over more than one.
        return accent == "\u0305" && text.All(char.IsLetterOrDigit) ? string.Concat(text.Select(c => c + accent)) : text;
    }

    private static string Negated(string text) => text.Trim() switch
    {
        "=" => " ≠ ",
        "∈" => " ∉ ",
        "≡" => " ≢ ",
        "⊂" => " ⊄ ",
        "∼" => " ≁ ",
        var other => $" not {other} ",
    };

    private string Chemistry()
    {
        var inside = Verbatim();
        var text = new StringBuilder();
        for (var i = 0; i < inside.Length; i++)
            text.Append(char.IsAsciiDigit(inside[i]) && i > 0 && (char.IsLetter(inside[i - 1]) || inside[i - 1] == ')')
                ? Script.Below(inside[i].ToString())
                : inside[i].ToString());
        return text.Replace("->", "→").ToString();
    }

    private string Environment()
    {
        var name = Argument();
        if (name is "array" or "tabular" or "alignat" or "alignedat") Dropped();
        var body = Read(reader => reader._source.AsSpan(reader._at).StartsWith("\\end{", StringComparison.Ordinal));
        if (!_source.AsSpan(_at).StartsWith("\\end{", StringComparison.Ordinal)) return Fail();
        _at += "\\end{".Length - 1;
        if (Argument() is var end && end != name) return Fail();
        var rows = body.Split('\n').Select(row => row.Split(Cell).Select(Collapsed).ToArray())
            .Where(row => row.Any(cell => cell.Length > 0)).ToArray();
        var between = rows.Any(row => row.Any(cell => cell.Contains(' ', StringComparison.Ordinal))) ? ", " : " ";
        return name.TrimEnd('*') switch
        {
            "cases" or "dcases" or "rcases" => "\n" + Rows("\n", ", ", "{ ") + "\n",
            "pmatrix" or "bmatrix" or "matrix" or "smallmatrix" or "array" or "Bmatrix" or "tabular" => $"[{Rows("; ", between)}]",
            "vmatrix" => $"det[{Rows("; ", between)}]",
            "Vmatrix" => $"‖{Rows("; ", between)}‖",
            _ => Rows("\n", " "),
        };

        string Rows(string lines, string cells, string start = "") =>
            string.Join(lines, rows.Select(row => start + string.Join(cells, row.Where(cell => cell.Length > 0))));
    }
}
