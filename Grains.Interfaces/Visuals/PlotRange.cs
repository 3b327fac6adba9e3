using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>
/// The range of x in the words after /plot: "from -2 to 5" and the like in several languages, "-2 &lt;= x &lt;= 5",
/// "x in [-2; 5]", "-2..5", "for x=-2:5".
/// </summary>
internal static partial class PlotRange
{
    private const double DefaultEnd = 10;

    /// <summary>
    /// The text without its range, and the range: -10 to 10 where there is none, and 0 to 0, which the rules refuse, where its
    /// ends cannot be read.
    /// </summary>
    /// <param name="text">In plain signs, see <see cref="Text.TypedText.Number"/>.</param>
    public static (string Formula, double Low, double High) Find(string text)
    {
        foreach (var pattern in new[] { InWords(), ByBounds(), InBrackets(), ByDots(), Bare() })
        {
            if (pattern.Match(text) is not { Success: true } found) continue;
            var rest = text.Remove(found.Index, found.Length);
            // "x^2 (from 0 to 5)".
            if (rest.Count(c => c == '(') > rest.Count(c => c == ')')) rest = rest.TrimEnd(' ', '(');
            if (VisualNumber.Read(found.Groups["low"].Value) is not { } low
                || VisualNumber.Read(found.Groups["high"].Value) is not { } high) return (rest, 0, 0);
            return low <= high ? (rest, low, high) : (rest, high, low);
        }

        return (text, -DefaultEnd, DefaultEnd);
    }

    // An end of a range, as VisualNumber reads it.
    private const string End =
        @"[-+]?\s?(?:\(?\d[\d.,+/]*\)?(?:e[-+]?\d+)?(?:[  ]?\d{3})*|\.\d+)?\s?\*?\s?(?:√\s?\d+)?(?:pi|π|tau|τ|e)?(?:\s?/\s?\d+)?";
    private const string Low = @"(?<low>(?=[-+]?\s?[\d.(pπtτe√])" + End + ")";
    private const string High = @"(?<high>(?=[-+]?\s?[\d.(pπtτe√])" + End + ")";

    [GeneratedRegex(
        @"[\s,;]*(?:(?:[,;]|\b(?:for|on|pour|para|für|per|при)\b)\s*(?:x\s+)?)?"
        + @"(?:\b(?:from|in|over|between|von|zwischen|de|desde|entre|da|dal|tra|van|tussen|от|между)\b"
        + @"|من|بين|从|从x=|से|between\s+x\s*=)\s*(?:x\s*=\s*)?"
        + Low + @"\s*(?:\b(?:to|till|until|through|and|bis|und|à|a|hasta|et|y|e|até|al|tot|en|до|и)\b"
        + @"|إلى|الى|حتى|و|到|至|\.\.+|,|;|:|-)\s*(?:x\s*=\s*)?"
        + High + @"\s*(?:之间|तक)?\s*\.?\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex InWords();

    [GeneratedRegex(
        @"[\s,;]*(?:\b(?:for|on|where|with|pour|para|für)\s+)?" + Low + @"\s*(?:<=?|≤)\s*x\s*(?:<=?|≤)\s*" + High + @"\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex ByBounds();

    [GeneratedRegex(
        @"[\s,;]*(?:\b(?:for|on|over|in|pour|para|für|sur|auf|en|su)\s+)?(?:\bx\s*(?:∈|=|\bin\b)\s*)?[\[\]]\s*"
        + Low + @"\s*(?:[,;:]|\.\.+)\s*" + High
        + @"\s*[\[\]]\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex InBrackets();

    [GeneratedRegex(
        @"[\s,;]+(?:\b(?:for|on|over|pour|para|für)\s+)?(?:\bx\s*(?:=|∈|\bin\b)\s*)?"
        + Low + @"\s*(?:\.\.+|:)\s*" + High + @"\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex ByDots();

    // "x^2, -2 to 5" and "x^2; -2-5".
    [GeneratedRegex(
        @"[,;]\s*(?:x\s*=\s*)?" + Low + @"\s*(?:\bto\b|\bbis\b|\bà\b|\ba\b|إلى|-)\s*" + High + @"\s*$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Bare();
}
