using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Ai.Catalogue.Functions;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>The mathematics in a prompt: a function, a range, a point, numbers.</summary>
internal sealed partial record PromptFacts
{
    public const int MaxPrompt = 5000;

    private const string Value = @"([-+]?\s*(?:\d+(?:\.\d+)?\s*\*?\s*(?:pi|e)?|pi|e)(?:\s*/\s*\d+)?)(?![\w^*])";

    public Expr? Function { get; private init; }

    /// <summary>The prompt defines a function that could not be read.</summary>
    public bool FunctionUnreadable { get; private init; }

    public (double From, double To)? Range { get; private init; }

    public double? Point { get; private init; }

    public IReadOnlyList<double> Numbers { get; private init; } = [];

    /// <summary>The numbers are in brackets, so they are one list or matrix.</summary>
    public bool Bracketed { get; private init; }

    /// <summary>Numbers with a name or an imaginary unit.</summary>
    public required PromptNumbers Written { get; init; }

    public static PromptFacts Of(string prompt)
    {
        var text = Normalise(prompt.Length > MaxPrompt ? prompt[..MaxPrompt] : prompt);
        var (function, unreadable) = FindFunction(text);
        return new()
        {
            Function = function,
            FunctionUnreadable = unreadable,
            Range = FindRange(text),
            Point = PointPattern().Match(text) is { Success: true } at ? Constant(at.Groups[1].Value) : null,
            Numbers = FindNumbers(text),
            Bracketed = Brackets().IsMatch(text),
            Written = new(NotAmounts().Replace(text, " ")),
        };
    }

    /// <summary>Converts typographic signs and spoken powers to the signs of the function language.</summary>
    private static string Normalise(string text)
    {
        text = text.ToLowerInvariant()
            .Replace("**", "^", StringComparison.Ordinal)
            .Replace("π", " pi ", StringComparison.Ordinal).Replace("√", " sqrt ", StringComparison.Ordinal)
            .Replace("arrow", "->", StringComparison.Ordinal).Replace('→', '>').Replace("infinity", "∞", StringComparison.Ordinal);
        text = SinglePower().Replace(TypedText.Formula(text), "^$1");
        text = SquareRoot().Replace(text, "sqrt($1)");
        text = Squared().Replace(text, "^2");
        text = Cubed().Replace(text, "^3");
        text = ToThePower().Replace(text, "^$1");
        return SpokenFunction().Replace(text, match => match.Groups[1].Value switch
        {
            "sine" => "sin",
            "cosine" => "cos",
            "tangent" => "tan",
            _ => "ln",
        } + " x");
    }

    private static (Expr? Function, bool Unreadable) FindFunction(string text)
    {
        if (Definition().Match(text) is { Success: true } definition)
        {
            var body = definition.Groups[1].Value.Trim();
            var read = ExprParser.TryParse(body);
            return (read, read is null);
        }

        var runs = ExprLexer.Runs(DxPattern().Replace(text, " ; "))
            .Select(Trimmed)
            .Where(run => run.Any(token => token.Text == "x"))
            .ToList();
        var best = runs.Where(WorthReading).Select(run => (Run: run, Expr: ExprParser.TryParse(run)))
            .Where(found => found.Expr is { HasX: true })
            .OrderByDescending(found => found.Run.Count)
            .FirstOrDefault();
        return (best.Expr, best.Expr is null && runs.Any(WorthReading));
    }

    /// <summary>A lone x, as in "as x grows", is not a requested function.</summary>
    private static bool WorthReading(IReadOnlyList<ExprToken> run) => run.Count > 1;

    private static List<ExprToken> Trimmed(IReadOnlyList<ExprToken> run)
    {
        var list = run.ToList();
        while (list.Count > 0 && list[^1].Kind == ExprTokenKind.Symbol && !list[^1].Is(')'))
            list.RemoveAt(list.Count - 1);
        while (list.Count > 0 && (list[0].Is('*') || list[0].Is('/') || list[0].Is('^') || list[0].Is(')')))
            list.RemoveAt(0);
        return list;
    }

    private static (double, double)? FindRange(string text)
    {
        foreach (Match match in RangePattern().Matches(text))
        {
            if (Constant(match.Groups[1].Value) is { } from && Constant(match.Groups[2].Value) is { } to
                && from != to && Math.Max(Math.Abs(from), Math.Abs(to)) <= 1000 && Math.Abs(to - from) >= 0.01)
                return from < to ? (from, to) : (to, from);
        }

        return null;
    }

    private static List<double> FindNumbers(string text)
    {
        text = NotAmounts().Replace(text, " ");
        var brackets = Brackets().Match(text);
        return
        [
            .. NumberPattern().Matches(brackets.Success ? brackets.Value : text).Take(50)
                .Select(match => !double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
                    ? double.NaN
                    : match.Groups[2].Success ? value / 100 : value)
                .Where(double.IsFinite),
        ];
    }

    private static double? Constant(string text) =>
        ExprParser.TryParse(text.Trim()) is { HasX: false } expr && double.IsFinite(expr.At(0)) ? expr.At(0) : null;

    [GeneratedRegex(@"\^\((\d+|[a-z])\)")]
    private static partial Regex SinglePower();

    [GeneratedRegex(@"square root of (x|\d+)")]
    private static partial Regex SquareRoot();

    [GeneratedRegex(@"\s*\bsquared\b")]
    private static partial Regex Squared();

    [GeneratedRegex(@"\s*\bcubed\b")]
    private static partial Regex Cubed();

    [GeneratedRegex(@"\s*\bto the (?:power of |power )?(\d+|x)(?:th|rd|nd)?\b(?: power)?")]
    private static partial Regex ToThePower();

    [GeneratedRegex(@"\b(sine|cosine|tangent|logarithm) (?:of )?x\b")]
    private static partial Regex SpokenFunction();

    [GeneratedRegex(
        @"\b(?:[fgh]\s*\(\s*x\s*\)|y)\s*=\s*(.+?)(?=$|\s*(?:[,;?!\n]|\.(?!\d)|=|"
        + @"(?<!\w)(?:from|between|on|over|for|in|with|at|and|where|near|around|when|as|to|using|is|plus its|please|dx)(?!\w)))")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\bd/?dx\b|\bdx\b|\bdy\b")]
    private static partial Regex DxPattern();

    [GeneratedRegex(
        @"(?:from|between|\[|range|interval|over|on|domain|=)?\s*(?:x\s*=\s*)?" + Value
        + @"\s*(?:to|and|\.\.+|,|<=?\s*x\s*<=?|≤\s*x\s*≤|;)\s*(?:x\s*=\s*)?" + Value)]
    private static partial Regex RangePattern();

    [GeneratedRegex(@"(?:\bat|\baround|\bnear|\bwhen|\bas|\bpoint)?\s*\bx\s*(?:=|->|>|goes to|approaches|tends to|at)\s*" + Value)]
    private static partial Regex PointPattern();

    [GeneratedRegex(
        @"\b\d+\s*(?:x|by|\*)\s*\d+\b(?=\s*(?:matri|system|linear))|\b[23]\s*-?d\b|"
        + @"\b\d+\s*-?\s*(?:seconds?|secs?|minutes?|mins?|s|fps)\b|\b\d+[pk]\b|\b(?:[a-z]|step|part|chapter|grade|class)\d+\b")]
    private static partial Regex NotAmounts();

    [GeneratedRegex(@"\[.*\]", RegexOptions.Singleline)]
    private static partial Regex Brackets();

    [GeneratedRegex(@"(?<![\w.])([-+]?\d{1,9}(?:\.\d{1,6})?)(\s*(?:%|percent\b))?")]
    private static partial Regex NumberPattern();
}
