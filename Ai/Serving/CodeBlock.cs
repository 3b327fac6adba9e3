using System.Text.RegularExpressions;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Serving;

/// <summary>Program code extracted from an answer.</summary>
internal sealed partial record CodeBlock(string Code, bool IsPython)
{
    /// <summary>The longest fenced block, or the whole text if it has no fence. Null if the code is cut off or missing.</summary>
    public static CodeBlock? Find(string text)
    {
        string? best = null;
        var language = "";
        var opened = "";
        var rest = text.AsSpan();
        var isOpen = false;
        var start = 0;
        foreach (var match in Fence().EnumerateMatches(rest))
        {
            if (!isOpen)
            {
                start = rest[match.Index..].IndexOf('\n') is >= 0 and var line ? match.Index + line + 1 : rest.Length;
                opened = text.AsSpan(match.Index, match.Length).TrimStart(" \t`~").Trim().ToString();
                isOpen = true;
                continue;
            }

            var block = text[Math.Min(start, match.Index)..match.Index].TrimEnd();
            if (block.Length > (best?.Length ?? 0)) (best, language) = (block, opened);
            isOpen = false;
        }

        // An unclosed fence means that the answer was cut off inside the code.
        if (isOpen) return null;
        var code = best ?? text.Trim();
        if (code.Length == 0) return null;
        var isPython = SaysPython(language, code);
        return !isPython || IsClosed(code) ? new CodeBlock(code, isPython) : null;
    }

    private static bool SaysPython(string language, string code) =>
        language is "python" or "py" or "python3" ||
        (language.Length == 0 && (code.Contains("import ", StringComparison.Ordinal) || code.Contains("def ", StringComparison.Ordinal)));

    /// <summary>Whether brackets and strings are closed by Python's rules, which is rarely true of code that was cut off.</summary>
    internal static bool IsClosed(ReadOnlySpan<char> code)
    {
        var open = new Stack<char>();
        for (var i = 0; i < code.Length; i++)
        {
            switch (code[i])
            {
                case '#':
                    while (i < code.Length && code[i] != '\n') i++;
                    break;
                case '"' or '\'':
                    i = EndOfString(code, i);
                    if (i < 0) return false;
                    break;
                case '(' or '[' or '{':
                    if (open.Count == 1_000) return false;
                    open.Push(code[i]);
                    break;
                case ')' or ']' or '}':
                    if (!open.TryPop(out var opened) || (opened, code[i]) is not (('(', ')') or ('[', ']') or ('{', '}'))) return false;
                    break;
                default:
                    break;
            }
        }

        return open.Count == 0;
    }

    /// <summary>The index of the last quote; -1 if the string does not end. A backslash escapes a quote in raw strings too.</summary>
    private static int EndOfString(ReadOnlySpan<char> code, int start)
    {
        var quote = code[start];
        var isTriple = start + 2 < code.Length && code[start + 1] == quote && code[start + 2] == quote;
        for (var i = start + (isTriple ? 3 : 1); i < code.Length; i++)
        {
            if (code[i] == '\\') i++;
            else if (code[i] == '\n' && !isTriple) return -1;
            else if (code[i] == quote && !isTriple) return i;
            else if (code[i] == quote && i + 2 < code.Length && code[i + 1] == quote && code[i + 2] == quote) return i + 2;
        }

        return -1;
    }

    [GeneratedRegex("^[ \\t]*(?:```|~~~)[^\\n]*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
