using System.Text;

namespace ObsidianVault.Knowledge.Storage;

internal static class StorableText
{
    /// <summary>The text with U+FFFD for what no text column of PostgreSQL takes: NUL, and halves of surrogate pairs.</summary>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOf('\0') < 0 && text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.Value == 0 ? "\uFFFD" : rune.ToString());
        return clean.ToString();
    }
}
