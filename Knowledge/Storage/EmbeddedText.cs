using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>The text of a passage as it is embedded: below its title and headings, without which many say little.</summary>
internal static class EmbeddedText
{
    /// <summary>In characters; every model takes as much.</summary>
    public const int Max = 6_000;

    public static string Of(string title, Passage passage)
    {
        var place = string.Join(" > ", passage.Headings.Prepend(title).Where(heading => !string.IsNullOrWhiteSpace(heading)).Distinct());
        return Of(place.Length == 0 ? passage.Plain : $"{place}\n\n{passage.Plain}");
    }

    public static string Of(string text)
    {
        text = StorableText.Of(text).Trim();
        if (text.Length <= Max) return text;
        return text[..(char.IsHighSurrogate(text[Max - 1]) ? Max - 1 : Max)];
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
