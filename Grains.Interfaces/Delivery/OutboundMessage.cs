using System.Collections.Immutable;

namespace ObsidianVault;

/// <param name="Parameters">Fill the placeholders of the body, in order.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundTemplate")]
public sealed record OutboundTemplate(
    [property: Id(0)] string Name,
    [property: Id(1)] string Language,
    [property: Id(2)] ImmutableArray<string> Parameters);

/// <param name="Kind">image, audio, video, document or sticker.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundMedia")]
public sealed record OutboundMedia(
    [property: Id(0)] string Kind,
    [property: Id(1)] string Link,
    [property: Id(2)] string? Caption,
    [property: Id(3)] string? FileName);

/// <param name="Title">What it says, at most 20 characters.</param>
/// <param name="Payload">What a press sends back, at most 64 bytes; a command such as "/cancel ID".</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundButton")]
public sealed record OutboundButton([property: Id(0)] string Title, [property: Id(1)] string Payload);

/// <summary>One message to a person, as the outbox holds it.</summary>
[GenerateSerializer, Immutable, Alias("vault.OutboundMessage")]
public sealed record OutboundMessage
{
    /// <summary>The outbox id: unique, and echoed by the channel where the channel can.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required ChannelAddress To { get; init; }

    /// <summary>The text, or the caption of the video. Plain text, no markup.</summary>
    [Id(2)] public required string Text { get; init; }

    /// <summary>The object key of a video to attach, or null.</summary>
    [Id(3)] public string? VideoKey { get; init; }

    /// <summary>The job this message speaks of, or null.</summary>
    [Id(4)] public string? JobId { get; init; }

    /// <summary>A text that the channel approved before, sent in place of <see cref="Text"/>; goes outside the window too.</summary>
    [Id(7)] public OutboundTemplate? Template { get; init; }

    /// <summary>A file that the channel fetches by a link, in place of <see cref="Text"/>.</summary>
    [Id(8)] public OutboundMedia? Media { get; init; }

    /// <summary>Buttons under the message, on channels that have them. At most 3.</summary>
    [Id(5)] public ImmutableArray<OutboundButton> Buttons { get; init; } = [];

    /// <summary>The channel's id of the message that this one answers, or null.</summary>
    [Id(6)] public string? ReplyToId { get; init; }
}
