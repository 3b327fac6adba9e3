using System.Text;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Reading.Decoding;

namespace ObsidianVault.Unit.Knowledge.Reading;

public sealed class TextDecoderTests
{
    private const string Text = "Ünïcode — 数学 🎉\nline";

    public static TheoryData<string, byte[]> Encodings() => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Text) },
        { "UTF-8 with BOM", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)] },
        { "UTF-16 LE", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)] },
        { "UTF-16 BE", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)] },
        { "UTF-32 LE", [.. Encoding.UTF32.Preamble, .. Encoding.UTF32.GetBytes(Text)] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Unicode_is_read_by_its_mark(string name, byte[] bytes)
    {
        name.ShouldNotBeEmpty();
        TextDecoder.Decode(bytes).ShouldBe(new DecodedText(Text, null));
    }

    [Fact]
    public void Latin_1_is_read_and_reported()
    {
        var decoded = TextDecoder.Decode(Encoding.Latin1.GetBytes("Café, Straße und naïve Größen"));

        decoded.Text.ShouldBe("Café, Straße und naïve Größen");
        decoded.Warning.ShouldNotBeNull().ShouldContain("Windows-1252");
    }

    [Fact]
    public void A_broken_byte_is_shown_and_reported()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(new string('é', 50)), 0xC3, .. Encoding.UTF8.GetBytes(" end")];

        var decoded = TextDecoder.Decode(bytes);

        decoded.Text.ShouldContain("\uFFFD end");
        decoded.Warning.ShouldNotBeNull().ShouldContain("One place");
    }

    public static TheoryData<byte[], string> Refused() => new()
    {
        { "a\0b"u8.ToArray(), "NUL byte at position 1" },
        { Encoding.Unicode.GetBytes("UTF-16 without a mark"), "byte-order mark" },
        { CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetBytes("Русский текст в старой кодировке"), "Save it as UTF-8" },
        { CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("日本語の文章です"), "Save it as UTF-8" },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 200, 201], "Save it as UTF-8" },
        { [.. Encoding.Unicode.Preamble, .. "a\0\0\0b\0"u8], "NUL" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_would_be_garbage_is_refused(byte[] bytes, string words) =>
        Should.Throw<DocumentRefusedException>(() => TextDecoder.Decode(bytes)).Message.ShouldContain(words);
}
