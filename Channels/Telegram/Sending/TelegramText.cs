using System.Collections.Immutable;
using System.Text;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>How a part of a text looks.</summary>
public enum TelegramStyle
{
    Bold,
    Italic,
    Code,
    Pre,
    Link,
}

/// <summary>A styled part of a text.</summary>
/// <param name="Offset">Where it begins, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units; at least 1.</param>
/// <param name="Target">The address of a link, the language of a block of code; else null.</param>
public sealed record TelegramSpan(TelegramStyle Style, int Offset, int Length, string? Target = null);

/// <summary>
/// A text with its styles beside it and not in it. Telegram never parses such a text, so that it cannot refuse it for its
/// markup. Half surrogate pairs, which JSON cannot carry, become U+FFFD.
/// </summary>
public sealed record TelegramText
{
    /// <summary>A text as it is.</summary>
    public TelegramText(string text)
        : this(text, [])
    {
    }

    internal TelegramText(string text, ImmutableArray<TelegramSpan> spans) => (Text, Spans) = (WellFormed(text), spans);

    public string Text { get; }

    /// <summary>By offset, an outer one before the inner ones; two of them are apart, or one holds the other.</summary>
    public ImmutableArray<TelegramSpan> Spans { get; }

    /// <summary>Reads a subset of Markdown; what is not in it stays as it stands. See <see cref="TelegramMarkdown"/>.</summary>
    public static TelegramText FromMarkdown(string markdown) => TelegramMarkdown.Read(markdown);

    /// <summary>The text with U+FFFD for each half surrogate pair; offsets stay.</summary>
    internal static string WellFormed(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff');
        if (first < 0) return text;

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) clean.Append(rune.ToString()); // half a pair is enumerated as U+FFFD
        return clean.ToString();
    }
}
