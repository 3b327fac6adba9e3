using System.Globalization;
using Markdig.Helpers;
using Markdig.Parsers;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary><c>#tag</c> and <c>#nested/tag</c>: letters, digits, "_", "-", "/" and signs such as emoji, not only digits.</summary>
internal sealed class TagParser : InlineParser
{
    private const int MaxLength = 200;

    public TagParser() => OpeningCharacters = ['#'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var before = slice.PeekCharExtra(-1);
        if (before != '\0' && !char.IsWhiteSpace(before) && !"([{*_~=|>\"'“„«:;,".Contains(before, StringComparison.Ordinal)) return false;
        var rest = slice.Text.AsSpan(slice.Start + 1, Math.Min(MaxLength, slice.End - slice.Start));
        var length = LengthOf(rest);
        var name = rest[..length].TrimEnd('/').ToString();
        if (!IsTag(name)) return false;
        processor.Inline = new TagInline(name);
        slice.Start += name.Length + 1;
        return true;
    }

    /// <summary>Whether a name, of front matter or of text, is one that Obsidian takes for a tag.</summary>
    public static bool IsTag(string name) =>
        name.Length is > 0 and <= MaxLength && LengthOf(name) == name.Length && !name.All(char.IsDigit) && name.Trim('/').Length > 0;

    private static int LengthOf(ReadOnlySpan<char> text)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Fits(rune)) break;
            length += rune.Utf16SequenceLength;
        }

        return length;
    }

    private static bool Fits(System.Text.Rune rune)
    {
        if (rune.IsAscii) return System.Text.Rune.IsLetterOrDigit(rune) || rune.Value is '_' or '-' or '/';
        // U+200D joins emoji.
        if (rune.Value is 0x200D or 0xFE0F) return true;
        return System.Text.Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.InitialQuotePunctuation
            or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation or UnicodeCategory.DashPunctuation
            or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);
    }
}
