using Markdig.Helpers;
using Markdig.Parsers;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary><c>^id</c> at the end of a block, and the "^" before the text of an inline footnote.</summary>
internal sealed class CaretParser : InlineParser
{
    private const int MaxLength = 100;

    public CaretParser() => OpeningCharacters = ['^'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        if (slice.PeekChar() == '[')
        {
            processor.Inline = new FootnoteMarkInline();
            slice.SkipChar();
            return true;
        }

        var before = slice.PeekCharExtra(-1);
        if (before != '\0' && !char.IsWhiteSpace(before)) return false;
        if (slice.End - slice.Start > MaxLength) return false;
        var id = slice.Text.AsSpan(slice.Start + 1, slice.End - slice.Start).TrimEnd();
        if (id.IsEmpty || id.ContainsAnyExcept(s_idCharacters)) return false;
        processor.Inline = new BlockIdInline(id.ToString());
        slice.Start = slice.End + 1;
        return true;
    }

    private static readonly System.Buffers.SearchValues<char> s_idCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
}
