using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <param name="Parameters">Fill the placeholders of the body, in order.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundTemplate")]
public sealed record OutboundTemplate(
    [property: Id(0)] string Name,
    [property: Id(1)] string Language,
    [property: Id(2)] ImmutableArray<string> Parameters)
{
    /// <summary>Fills the header: a text, or a picture, video or document by its link.</summary>
    [Id(3)] public TemplateValue? Header { get; init; }

    /// <summary>Fill the buttons that have something to fill, by their places from 0.</summary>
    [Id(4)] public ImmutableArray<TemplateButton> Buttons { get; init; } = [];
}

/// <param name="Kind">text, image, video or document.</param>
/// <param name="Value">The text, or an https link that the channel fetches.</param>
[GenerateSerializer, Immutable, Alias("vault.TemplateValue")]
public sealed record TemplateValue([property: Id(0)] string Kind, [property: Id(1)] string Value);

/// <param name="Kind">quick_reply, url or copy_code.</param>
/// <param name="Value">What the quick reply sends back, the end of the address, or the code.</param>
[GenerateSerializer, Immutable, Alias("vault.TemplateButton")]
public sealed record TemplateButton([property: Id(0)] int Index, [property: Id(1)] string Kind, [property: Id(2)] string Value);

/// <summary>A file, by a link that the channel fetches or by the key of an object of ours: one of the two.</summary>
/// <param name="Kind">image, audio, video, document or sticker.</param>
/// <param name="ContentType">The MIME type of the object.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundMedia")]
public sealed record OutboundMedia(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Link,
    [property: Id(2)] string? Caption,
    [property: Id(3)] string? FileName,
    [property: Id(4)] string? ObjectKey = null,
    [property: Id(5)] string? ContentType = null);

/// <summary>A list to choose from, which opens by a button.</summary>
/// <param name="Label">What the button says, at most 20 characters.</param>
/// <param name="Sections">1 to 10, with 1 to 10 rows in all.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundList")]
public sealed record OutboundList([property: Id(0)] string Label, [property: Id(1)] ImmutableArray<OutboundSection> Sections);

/// <param name="Title">At most 24 characters; null only where there is one section.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundSection")]
public sealed record OutboundSection([property: Id(0)] string? Title, [property: Id(1)] ImmutableArray<OutboundRow> Rows);

/// <param name="Id">What a choice sends back, 1 to 200 characters.</param>
/// <param name="Title">1 to 24 characters.</param>
/// <param name="Description">At most 72 characters.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundRow")]
public sealed record OutboundRow([property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string? Description);

/// <param name="MessageId">The channel's id of the message that is reacted to.</param>
/// <param name="Emoji">Empty takes the reaction back.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundReaction")]
public sealed record OutboundReaction([property: Id(0)] string MessageId, [property: Id(1)] string Emoji);

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

    /// <summary>The channel's own id of a video that this account sent before, in place of <see cref="VideoKey"/>.</summary>
    [Id(9)] public string? FileId { get; init; }

    /// <summary>A list under the text, on channels that have lists.</summary>
    [Id(10)] public OutboundList? List { get; init; }

    /// <summary>A reaction in place of <see cref="Text"/>.</summary>
    [Id(11)] public OutboundReaction? Reaction { get; init; }

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
