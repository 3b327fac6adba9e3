using System.Text;
using System.Text.Unicode;

namespace ObsidianVault.Knowledge.Reading.Decoding;

/// <summary>
/// Makes text of a file's bytes: UTF-8, UTF-16 and UTF-32 with a byte-order mark, and Windows-1252 (of which Latin-1 is a part)
/// where the bytes look like it. What would be garbage is refused.
/// </summary>
internal static class TextDecoder
{
    private static readonly Encoding s_western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Text with "\n" as its line end, without a byte-order mark and without NUL.</summary>
    /// <exception cref="DocumentRefusedException">The bytes are not text in a known encoding.</exception>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes)
    {
        var marked = Marked(bytes, out var length);
        if (marked is not null) return new(Tidy(marked.GetString(bytes[length..])), null);
        bytes = bytes[length..];
        RefuseZeros(bytes);
        if (Utf8.IsValid(bytes)) return new(Tidy(Encoding.UTF8.GetString(bytes)), null);
        return Repaired(bytes) ?? Western(bytes) ?? throw new DocumentRefusedException(
            "The file's text is in an encoding that cannot be told from its bytes. Save it as UTF-8 and send it again.");
    }

    /// <summary>UTF-16 or UTF-32 if the mark says so; null for UTF-8. The length of the mark is set for both.</summary>
    private static Encoding? Marked(ReadOnlySpan<byte> bytes, out int length)
    {
        length = 4;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return new UTF32Encoding(false, false);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return new UTF32Encoding(true, false);
        length = 2;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode;
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        length = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;
        return null;
    }

    private static void RefuseZeros(ReadOnlySpan<byte> bytes)
    {
        var zero = bytes.IndexOf((byte)0);
        if (zero < 0) return;
        var zeros = bytes.Count((byte)0);
        throw new DocumentRefusedException(bytes.Length >= 16 && zeros > bytes.Length / 4
            ? "The file looks like UTF-16 text without a byte-order mark. Save it as UTF-8 and send it again."
            : $"The file is not text: it has a NUL byte at position {zero}.");
    }

    /// <summary>UTF-8 with a few broken bytes, which become U+FFFD.</summary>
    private static DecodedText? Repaired(ReadOnlySpan<byte> bytes)
    {
        var (broken, whole) = (0, 0);
        for (var rest = bytes; rest.Length > 0;)
        {
            var status = Rune.DecodeFromUtf8(rest, out var rune, out var used);
            if (status != System.Buffers.OperationStatus.Done) broken++;
            else if (!rune.IsAscii) whole++;
            rest = rest[used..];
        }

        if (broken > 20 || whole < broken * 10) return null;
        return new(Tidy(Encoding.UTF8.GetString(bytes)),
            $"{(broken == 1 ? "One place of the file is" : $"{broken} places of the file are")} not valid UTF-8 and shown as \uFFFD.");
    }

    /// <summary>Windows-1252, if letters outside ASCII are as rare as in Western European languages.</summary>
    private static DecodedText? Western(ReadOnlySpan<byte> bytes)
    {
        var (letters, high, run) = (0, 0, 0);
        foreach (var value in bytes)
        {
            if (value is 0x81 or 0x8D or 0x8F or 0x90 or 0x9D or (< 32 and not (9 or 10 or 12 or 13)) or 127) return null;
            if (value >= 128) high++;
            else if (char.IsAsciiLetter((char)value)) letters++;
            run = value >= 192 ? run + 1 : 0;
            if (run > 3) return null;
        }

        if (high > letters / 3) return null;
        return new(Tidy(s_western.GetString(bytes)), "The file is not UTF-8; it was read as Windows-1252 (Western European).");
    }

    private static string Tidy(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new DocumentRefusedException($"The file is not text: it has a NUL character at position {text.IndexOf('\0')}.");
        if (text.Contains('\r', StringComparison.Ordinal))
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        // A second mark, from files joined together, and noncharacters.
        return text.TrimStart('\uFEFF').Replace('\uFFFE', '\uFFFD').Replace('\uFFFF', '\uFFFD');
    }
}

/// <param name="Warning">What could not be read as it is, or null.</param>
internal readonly record struct DecodedText(string Text, string? Warning);
