using System.Globalization;

namespace ObsidianVault.Ai.Catalogue.Functions;

internal enum ExprTokenKind
{
    Number,
    Name,
    Symbol,
}

/// <summary>One token with its start and end in the text.</summary>
internal readonly record struct ExprToken(ExprTokenKind Kind, string Text, double Value, int Start, int End)
{
    public bool Is(char symbol) => Kind == ExprTokenKind.Symbol && Text[0] == symbol;
}

/// <summary>Splits text into tokens of the function language; an unknown word ends a run of tokens.</summary>
internal static class ExprLexer
{
    private const string Symbols = "+-*/^()";

    private static readonly string[] Words = [.. Call.Names, "log", "pi", "e", "x"];

    /// <summary>All maximal runs of known tokens, in order of appearance.</summary>
    public static IEnumerable<IReadOnlyList<ExprToken>> Runs(string text)
    {
        var run = new List<ExprToken>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }

            var token = Next(text, i, out var end);
            i = end;
            if (token is { } known)
            {
                run.Add(known);
                continue;
            }

            if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
            yield return run;
    }

    private static ExprToken? Next(string text, int start, out int end)
    {
        end = start + 1;
        var first = text[start];
        if (Symbols.Contains(first, StringComparison.Ordinal))
            return new(ExprTokenKind.Symbol, first.ToString(), 0, start, end);

        if (char.IsAsciiDigit(first) || (first == '.' && end < text.Length && char.IsAsciiDigit(text[end])))
        {
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || IsPoint(text, end)))
                end++;
            var literal = text[start..end];
            return double.TryParse(literal, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
                ? new(ExprTokenKind.Number, literal, value, start, end)
                : null;
        }

        if (!char.IsLetter(first) && first != '_')
            return null;
        while (end < text.Length && (char.IsLetter(text[end]) || text[end] is '_' or '\''))
            end++;
        var word = text[start..end].ToLowerInvariant();
        return Words.Contains(word) ? new(ExprTokenKind.Name, word, 0, start, end) : null;
    }

    private static bool IsPoint(string text, int at) =>
        text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);
}
