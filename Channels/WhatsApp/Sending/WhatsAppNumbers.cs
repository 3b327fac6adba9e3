using System.Text.RegularExpressions;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>
/// Which other number WhatsApp may know a person by. Some countries lengthened their mobile numbers or write them in two ways, and
/// an account may be registered under either (developers.facebook.com/docs/whatsapp/cloud-api/phone-numbers). Any other difference
/// is another person, or an answer that is not about this recipient.
/// </summary>
internal static partial class WhatsAppNumbers
{
    /// <summary>Whether the two are one person's number in the country's two ways of writing it. Digits only.</summary>
    public static bool AreOne(string one, string other) => one == other || Canonical(one) == Canonical(other);

    /// <summary>The longer, or the present, form of a number.</summary>
    private static string Canonical(string number)
    {
        // Brazil put a 9 before its mobile numbers, which began with 6 to 9.
        if (Brazil().Match(number) is { Success: true } brazil) return $"55{brazil.Groups["area"]}9{brazil.Groups["rest"]}";
        // Mexico gave up the 1 before mobile numbers in 2019.
        if (Mexico().Match(number) is { Success: true } mexico) return $"52{mexico.Groups["rest"]}";
        // Argentina puts a 9 before mobile numbers from abroad, and a 15 behind the area within the country.
        if (Argentina().Match(number) is { Success: true } argentina) return $"549{argentina.Groups["area"]}{argentina.Groups["rest"]}";
        // Benin put 01 before all its numbers in 2024.
        return Benin().Match(number) is { Success: true } benin ? $"22901{benin.Groups["rest"]}" : number;
    }

    [GeneratedRegex(@"\A55(?<area>[1-9][0-9])(?<rest>[6-9][0-9]{7})\z")]
    private static partial Regex Brazil();

    [GeneratedRegex(@"\A521(?<rest>[0-9]{10})\z")]
    private static partial Regex Mexico();

    // A number of ten digits: an area of two to four, and the rest.
    [GeneratedRegex(
        @"\A54(?:(?<area>)(?<rest>[1-8][0-9]{9})|(?<area>11)15(?<rest>[0-9]{8})"
            + @"|(?<area>[2-3][0-9]{2})15(?<rest>[0-9]{7})|(?<area>[2-3][0-9]{3})15(?<rest>[0-9]{6}))\z")]
    private static partial Regex Argentina();

    [GeneratedRegex(@"\A229(?<rest>[0-9]{8})\z")]
    private static partial Regex Benin();
}
