using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>The style of a part of a text.</summary>
[GenerateSerializer, Alias("vault.TextStyle")]
public enum TextStyle
{
    Bold,
    Italic,
    Underline,
    Strikethrough,
    Spoiler,
    Code,
    /// <summary>A block of code.</summary>
    Pre,
    Link,
    Quote,
    /// <summary>A quote that is shown folded.</summary>
    LongQuote,
}

/// <summary>A styled part of a text.</summary>
/// <param name="Offset">Where it starts, in UTF-16 units.</param>
/// <param name="Length">Its length in UTF-16 units; at least 1.</param>
/// <param name="Target">The URL of a link, the language of a block of code; otherwise null.</param>
[GenerateSerializer, Immutable, Alias("vault.TextSpan")]
public sealed record TextSpan(
    [property: Id(0)] TextStyle Style, [property: Id(1)] int Offset, [property: Id(2)] int Length, [property: Id(3)] string? Target = null)
{
    public int End => Offset + Length;
}

/// <summary>A text whose styles are kept beside it, for channels that take them so.</summary>
/// <param name="Spans">Ordered by offset, outer spans before inner ones; two spans are either disjoint or nested.</param>
[GenerateSerializer, Immutable, Alias("vault.StyledText")]
public sealed record StyledText([property: Id(0)] string Text, [property: Id(1)] ImmutableArray<TextSpan> Spans)
{
    public StyledText(string text)
        : this(text, [])
    {
    }
}
