using System.Collections.Immutable;
using System.Text;
using ObsidianVault.Channels.Formatting;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram.Sending;

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

    internal TelegramText(string text, ImmutableArray<TextSpan> spans) => (Text, Spans) = (WellFormed(text), spans.IsDefault ? [] : spans);

    internal TelegramText(StyledText text)
        : this(text.Text, text.Spans)
    {
    }

    public string Text { get; }

    /// <summary>Ordered by offset, outer spans before inner ones; two spans are either disjoint or nested.</summary>
    public ImmutableArray<TextSpan> Spans { get; }

    /// <summary>Reads an answer of a model.</summary>
    /// <param name="isDraft">The answer is still being written.</param>
    internal static StyledText FromMarkdown(string markdown, bool isDraft = false) =>
        AnswerLayout.Of(ModelMarkdown.Read(WellFormed(markdown), isDraft), AnswerStyle.Telegram);

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
