using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>A number as people type it: in the digits of any script, with a decimal comma, a fraction, or a multiple of π.</summary>
internal static partial class VisualNumber
{
    /// <summary>The value; null if the text is no number. A comma is a decimal one.</summary>
    public static double? Read(string text)
    {
        text = TypedText.Formula(text).Trim().TrimEnd('%').Replace(',', '.');
        if (Plain().Match(text) is not { Success: true } found) return null;
        if (!found.Groups["number"].Success && !found.Groups["root"].Success && found.Groups["constant"].Length == 0) return null;
        var value = found.Groups["number"].Success ? Parsed(found.Groups["number"].Value) : 1;
        if (found.Groups["more"].Success) value += Parsed(found.Groups["more"].Value) / Parsed(found.Groups["of"].Value);
        if (found.Groups["root"].Success) value *= Math.Sqrt(Parsed(found.Groups["root"].Value));
        value *= found.Groups["constant"].Value.ToLowerInvariant() switch
        {
            "" => 1,
            "e" => Math.E,
            "tau" => Math.Tau,
            _ => Math.PI,
        };
        if (found.Groups["below"].Success) value /= Parsed(found.Groups["below"].Value);
        if (found.Groups["sign"].Value == "-") value = -value;
        return double.IsFinite(value) ? value : null;
    }

    private static double Parsed(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    // "2.5", "-1e3", "2pi/3", "-pi", "(1/2)", "(2+1/2)", "3/4", "sqrt2".
    [GeneratedRegex(
        @"^(?<sign>[-+])?\s*(?=[\dpte(.√s])\(?(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?))?(?:\+(?<more>\d+)/(?<of>\d+))?\s*\*?\s*"
        + @"(?:(?:√|sqrt)\s*\(?(?<root>\d+(?:\.\d+)?)\)?)?\s*\*?\s*(?<constant>pi|tau|e)?\s*(?:/\s*(?<below>\d+(?:\.\d+)?))?\)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Plain();
}
