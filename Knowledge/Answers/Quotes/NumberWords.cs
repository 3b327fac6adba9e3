using System.Globalization;
using System.Text;

namespace ObsidianVault.Knowledge.Answers.Quotes;

/// <summary>
/// The numbers of a text, in a form in which equal ones are equal however they are written: "1,000" and "1 000", "3,5" and "3.5".
/// </summary>
internal static class NumberWords
{
    public static HashSet<string> In(string text)
    {
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsDigit(text[i])) continue;
            var number = new StringBuilder();
            while (i < text.Length && (char.IsDigit(text[i]) || Joins(text, i)))
            {
                // "1,000" and "1.000" and "1 000" are one thousand, "3,5" and "3.5" are not 35.
                if (char.IsDigit(text[i])) number.Append(Digit(text[i]));
                else if (!IsThousands(text, i)) number.Append('.');
                i++;
            }

            var plain = number.ToString().TrimStart('0');
            numbers.Add(plain.Length == 0 || plain[0] == '.' ? "0" + plain : plain);
        }

        return numbers;
    }

    /// <summary>The sentence without the number of its item in a list.</summary>
    public static string WithoutListNumber(string sentence)
    {
        var trimmed = sentence.TrimStart(' ', '\t', '*', '-', '#', '>');
        var digits = trimmed.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and < 4 && trimmed[digits] is '.' or ')' && (trimmed.Length == digits + 1 || trimmed[digits + 1] == ' ')
            ? trimmed[(digits + 1)..]
            : sentence;
    }

    private static bool Joins(string text, int at) =>
        text[at] is '.' or ',' or '\u00A0' or '\u202F' or '\'' or '’' && at + 1 < text.Length && char.IsDigit(text[at + 1]);

    private static bool IsThousands(string text, int at)
    {
        var digits = 0;
        while (at + 1 + digits < text.Length && char.IsDigit(text[at + 1 + digits])) digits++;
        return digits == 3;
    }

    private static char Digit(char c) => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
}
