using System.Collections.Immutable;
using System.Text;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>The style of a part of a text.</summary>
public enum TelegramStyle
{
    Bold,
    Italic,
    Code,
    Pre,
    Link,
}

/// <summary>A styled part of a text.</summary>
/// <param name="Offset">Where it starts, in UTF-16 units.</param>
/// <param name="Length">Its length in UTF-16 units; at least 1.</param>
/// <param name="Target">The URL of a link, the language of a code block; otherwise null.</param>
public sealed record TelegramSpan(TelegramStyle Style, int Offset, int Length, string? Target = null);

/// <summary>
/// A text whose styles are kept beside it as spans rather than as markup in it. Telegram does not parse such a text, so it
/// cannot reject it for its markup. Unpaired surrogates, which JSON cannot carry, become U+FFFD.
/// </summary>
public sealed record TelegramText
{
    /// <summary>A text without styles.</summary>
    public TelegramText(string text)
        : this(text, [])
    {
    }

    internal TelegramText(string text, ImmutableArray<TelegramSpan> spans) => (Text, Spans) = (WellFormed(text), spans);

    public string Text { get; }

    /// <summary>Ordered by offset, outer spans before inner ones; two spans are either disjoint or nested.</summary>
    public ImmutableArray<TelegramSpan> Spans { get; }

    /// <summary>Reads a subset of Markdown; everything else stays as written. See <see cref="TelegramMarkdown"/>.</summary>
    public static TelegramText FromMarkdown(string markdown) => TelegramMarkdown.Read(markdown);

    /// <summary>The text with U+FFFD for each unpaired surrogate; offsets do not change.</summary>
    internal static string WellFormed(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff');
        if (first < 0) return text;

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.ToString()); // an unpaired surrogate is enumerated as U+FFFD
        return clean.ToString();
    }
}
