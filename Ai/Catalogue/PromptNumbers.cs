using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Ai.Catalogue.Functions;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>The numbers in a prompt that have a name, an imaginary unit or an unknown. Expects lower case and plain signs.</summary>
internal sealed partial class PromptNumbers(string text)
{
    private const string Amount = @"([-+]?(?:\d{1,9}(?:\.\d{1,6})?|\.\d{1,6}))(?:\s*/\s*(\d{1,6}))?(\s*(?:%|percent\b))?(?![\w.]*\d)";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The number next to one of the words: "n = 6", "ratio 1/3", "prevalence of 1 %", "6 tosses". A single letter needs an equals
    /// sign.
    /// </summary>
    public double? Named(IEnumerable<string> words)
    {
        foreach (var word in words)
        {
            var name = $@"(?<!\w){Regex.Escape(word)}(?:e?s)?(?!\w)";
            var after = word.Length == 1
                ? name + @"\s*(?:=|:|\bis\b)\s*" + Amount
                : name
                    + @"(?:\s*(?:=|:|\(|\bis\b|\bof\b|\bfor\b|\bat\b|\bto\b|\bthe\b|\bup\b|\bnumber\b|\brate\b|\bequal\b)){0,3}\s*"
                    + Amount;
            if ((Find(after) ?? (word.Length > 1 ? Find(Amount + @"\s+" + name) : null)) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Real and imaginary parts of the complex numbers, in order.</summary>
    public IReadOnlyList<double> Complex() =>
    [
        .. ComplexPattern().Matches(text).Take(2).SelectMany(match => match.Groups[1].Success
            ? new[] { Coefficient(match.Groups[1].Value), Coefficient(match.Groups[2].Value) }
            : [0, Coefficient(match.Groups[3].Value)]),
    ];

    /// <summary>a, b, c of each equation ax + by = c or y = mx + b.</summary>
    public IReadOnlyList<double> Equations() =>
    [
        .. EquationPattern().Matches(text).Take(2).SelectMany(match => match.Groups[1].Success
            ? new[] { Coefficient(match.Groups[1].Value), Coefficient(match.Groups[2].Value), Coefficient(match.Groups[3].Value) }
            : [-Coefficient(match.Groups[4].Value), 1, match.Groups[5].Success ? Coefficient(match.Groups[5].Value) : 0]),
    ];

    /// <summary>Slope and intercept; null if the function is not linear.</summary>
    public static IReadOnlyList<double>? Line(Expr? f)
    {
        if (f is not { HasX: true })
            return null;
        var (b, m) = (f.At(0), f.At(1) - f.At(0));
        return new[] { 2.0, -3.0, 0.37 }.All(x => Math.Abs(f.At(x) - ((m * x) + b)) < 1e-9 * (1 + Math.Abs(f.At(x)))) ? [m, b] : null;
    }

    private double? Find(string pattern)
    {
        var match = Regex.Match(text, pattern, RegexOptions.CultureInvariant, Patience);
        if (!match.Success)
            return null;
        var value = Coefficient(match.Groups[1].Value);
        if (match.Groups[2].Success)
            value /= Coefficient(match.Groups[2].Value);
        if (match.Groups[3].Success)
            value /= 100;
        return double.IsFinite(value) ? value : null;
    }

    /// <summary>A sign alone stands for one.</summary>
    private static double Coefficient(string digits)
    {
        digits = Spaces().Replace(digits, "");
        return digits is "" or "+" ? 1 : digits == "-" ? -1 : double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(
        @"(?<![\w.])([-+]?\s*\d{1,6}(?:\.\d{1,6})?)\s*([-+]\s*(?:\d{1,6}(?:\.\d{1,6})?)?)\s*\*?\s*i(?!\w)|"
        + @"(?<![\w.])([-+]?\d{1,6}(?:\.\d{1,6})?)\s?i(?!\w)")]
    private static partial Regex ComplexPattern();

    [GeneratedRegex(
        @"(?<![\w.])([-+]?\s*(?:\d{1,6}(?:\.\d{1,6})?)?)\s*\*?\s*x\s*([-+]\s*(?:\d{1,6}(?:\.\d{1,6})?)?)\s*\*?\s*y\s*=\s*"
        + @"([-+]?\s*\d{1,6}(?:\.\d{1,6})?)|"
        + @"(?<!\w)y\s*=\s*([-+]?\s*(?:\d{1,6}(?:\.\d{1,6})?)?)\s*\*?\s*x(?![\w^])\s*([-+]\s*\d{1,6}(?:\.\d{1,6})?)?")]
    private static partial Regex EquationPattern();
}
