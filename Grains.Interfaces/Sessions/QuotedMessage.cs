using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>The message that another one answers, quotes or reacts to, as far as it is known.</summary>
[GenerateSerializer, Immutable, Alias("vault.QuotedMessage")]
public sealed record QuotedMessage
{
    [Id(0)] public QuotedAuthor Author { get; init; }

    /// <summary>The author's name, for <see cref="QuotedAuthor.Other"/>, or null. At most 256 characters.</summary>
    [Id(1)] public string? AuthorName { get; init; }

    /// <summary>Its words, or one line that describes it. Null if the channel does not say. At most 4,096 characters.</summary>
    [Id(2)] public string? Text { get; init; }

    /// <summary>The part of it that the person chose, or null for all of it. At most 4,096 characters.</summary>
    [Id(3)] public string? Part { get; init; }

    /// <summary>Its files. At most 10.</summary>
    [Id(4)] public ImmutableArray<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>Whether it is from another chat.</summary>
    [Id(5)] public bool IsElsewhere { get; init; }
}

/// <summary>Who wrote a quoted message.</summary>
[GenerateSerializer, Alias("vault.QuotedAuthor")]
public enum QuotedAuthor
{
    /// <summary>Somebody who is neither of the following.</summary>
    Other,

    /// <summary>We did.</summary>
    Us,

    /// <summary>Who quotes it.</summary>
    Writer,
}
