using System.Text;

namespace ObsidianVault.Channels.Formatting;

/// <summary>
/// Stands for what the Markdown reader must not read: code, formulas, URLs, and marks whose meaning is settled. Each is one
/// private code point, which behaves as a letter. Texts come in without them.
/// </summary>
internal sealed class Tokens
{
    // The last private plane: fonts and models have no signs there.
    private const int First = 0x10F000;
    private const int FirstMark = 0x10FF00;
    private const int Last = 0x10FFFD;

    private readonly List<Token> _all = [];

    public bool IsFull => First + _all.Count >= FirstMark;

    /// <summary>The code point that stands for the token.</summary>
    public string Add(TokenKind kind, string text)
    {
        _all.Add(new Token(kind, text));
        return char.ConvertFromUtf32(First + _all.Count - 1);
    }

    public Token? At(Rune rune) =>
        rune.Value is >= First and < FirstMark && rune.Value - First < _all.Count ? _all[rune.Value - First] : null;

    /// <summary>The mark that begins or ends a style.</summary>
    public static string Mark(RunStyle style, bool begins) =>
        char.ConvertFromUtf32(FirstMark + (2 * int.Log2((int)style)) + (begins ? 0 : 1));

    public static (RunStyle Style, bool Begins)? MarkAt(Rune rune) => rune.Value is >= FirstMark and <= FirstMark + 11
        ? ((RunStyle)(1 << ((rune.Value - FirstMark) / 2)), (rune.Value - FirstMark) % 2 == 0)
        : null;

    /// <summary>The text without code points that would be taken for tokens.</summary>
    public static string Without(string text)
    {
        if (!text.Contains('\uDBFC', StringComparison.Ordinal) && !text.Contains('\uDBFF', StringComparison.Ordinal)) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is < First or > Last) clean.Append(rune.ToString());
        return clean.ToString();
    }
}

internal enum TokenKind
{
    Code,
    Formula,
    Url,
}

/// <param name="Text">What is shown.</param>
internal sealed record Token(TokenKind Kind, string Text);
