using System.Text;
using System.Text.Unicode;
using ObsidianVault.Knowledge.Unicode;

namespace ObsidianVault.Knowledge.Reading.Archives;

/// <summary>Names in zip files.</summary>
internal static class ZipNames
{
    private const int MaxLength = 1000;
    private const int MaxDepth = 50;

    private static readonly string[] s_leftOut = ["__MACOSX", "Thumbs.db", "desktop.ini", "ehthumbs.db"];

    /// <summary>For names that are not marked as UTF-8: they are UTF-8 if they can be, else in the code page of DOS.</summary>
    public static Encoding Unmarked { get; } = new GuessedEncoding();

    /// <summary>The path with "/" between folders and in form C; null if it leads out of the vault, with the reason.</summary>
    public static string? Clean(string name, out string? refusal)
    {
        refusal = null;
        var path = NormalForm.Compose(name.Replace('\\', '/'));
        if (path.Any(char.IsControl) || path.Contains('\uFFFD', StringComparison.Ordinal))
            refusal = "The name of the file has characters that no name may have.";
        else if (path.StartsWith('/') || (path.Length > 1 && path[1] == ':'))
            refusal = "The path of the file is absolute; paths in a vault start at its top.";
        else if (path.Split('/').Any(part => part is ".."))
            refusal = "The path of the file leads out of the vault (\"..\").";
        else if (path.Length > MaxLength || path.Count(c => c == '/') > MaxDepth)
            refusal = $"The path of the file is too long; at most {MaxLength} characters and {MaxDepth} folders are taken.";
        if (refusal is not null) return null;
        return string.Join('/', path.Split('/').Where(part => part is not ("." or "")));
    }

    /// <summary>Whether it is not of the vault: what begins with a dot, which Obsidian leaves out too, and what systems leave.</summary>
    public static bool IsLeftOut(string path) =>
        path.Split('/').Any(part => part.StartsWith('.') || s_leftOut.Contains(part, StringComparer.OrdinalIgnoreCase));

    /// <summary>At most so much of a name that was refused, and nothing in it that a terminal or a page would act on.</summary>
    public static string Printable(string name)
    {
        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Take(200))
            text.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format
                ? "\uFFFD" : rune.ToString());
        return text.ToString();
    }

    private sealed class GuessedEncoding : Encoding
    {
        private static readonly Encoding s_dos = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

        public override int GetByteCount(char[] chars, int index, int count) => UTF8.GetByteCount(chars, index, count);

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
            UTF8.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

        public override int GetCharCount(byte[] bytes, int index, int count) =>
            For(bytes.AsSpan(index, count)).GetCharCount(bytes, index, count);

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
            For(bytes.AsSpan(byteIndex, byteCount)).GetChars(bytes, byteIndex, byteCount, chars, charIndex);

        public override int GetMaxByteCount(int charCount) => UTF8.GetMaxByteCount(charCount);

        public override int GetMaxCharCount(int byteCount) => Math.Max(UTF8.GetMaxCharCount(byteCount), s_dos.GetMaxCharCount(byteCount));

        private static Encoding For(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? UTF8 : s_dos;
    }
}
