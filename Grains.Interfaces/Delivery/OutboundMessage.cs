using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <param name="Parameters">Values for the body's placeholders, in order.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundTemplate")]
public sealed record OutboundTemplate(
    [property: Id(0)] string Name,
    [property: Id(1)] string Language,
    [property: Id(2)] ImmutableArray<string> Parameters)
{
    /// <summary>The header's value: a text, or the link to a picture, video or document.</summary>
    [Id(3)] public TemplateValue? Header { get; init; }

    /// <summary>Values for the buttons that take one, by index from 0.</summary>
    [Id(4)] public ImmutableArray<TemplateButton> Buttons { get; init; } = [];

    /// <summary>The category under which the channel approved it. Who stopped marketing gets no template of unknown category.</summary>
    [Id(5)] public TemplateCategory Category { get; init; }
}

/// <summary>The categories of templates (developers.facebook.com/docs/whatsapp/updates-to-pricing).</summary>
[GenerateSerializer, Alias("vault.TemplateCategory")]
public enum TemplateCategory
{
    /// <summary>Also where the category is not known.</summary>
    Marketing,
    Utility,
    Authentication,
}

/// <param name="Kind">text, image, video or document.</param>
/// <param name="Value">The text, or an https URL that the channel fetches.</param>
[GenerateSerializer, Immutable, Alias("vault.TemplateValue")]
public sealed record TemplateValue([property: Id(0)] string Kind, [property: Id(1)] string Value);

/// <param name="Kind">quick_reply, url or copy_code.</param>
/// <param name="Value">The payload of the quick reply, the end of the URL, or the code.</param>
[GenerateSerializer, Immutable, Alias("vault.TemplateButton")]
public sealed record TemplateButton([property: Id(0)] int Index, [property: Id(1)] string Kind, [property: Id(2)] string Value);

/// <summary>A file, given either by a link that the channel fetches or by the key of one of our objects.</summary>
/// <param name="Kind">image, audio, video, document or sticker.</param>
/// <param name="ContentType">The object's MIME type.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundMedia")]
public sealed record OutboundMedia(
    [property: Id(0)] string Kind,
    [property: Id(1)] string? Link,
    [property: Id(2)] string? Caption,
    [property: Id(3)] string? FileName,
    [property: Id(4)] string? ObjectKey = null,
    [property: Id(5)] string? ContentType = null);

/// <summary>A list of choices, opened by a button.</summary>
/// <param name="Label">The button's label, at most 20 characters.</param>
/// <param name="Sections">1 to 10, with 1 to 10 rows in total.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundList")]
public sealed record OutboundList([property: Id(0)] string Label, [property: Id(1)] ImmutableArray<OutboundSection> Sections);

/// <param name="Title">At most 24 characters; may be null only if there is a single section.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundSection")]
public sealed record OutboundSection([property: Id(0)] string? Title, [property: Id(1)] ImmutableArray<OutboundRow> Rows);

/// <param name="Id">The id that choosing the row sends back, 1 to 200 characters.</param>
/// <param name="Title">1 to 24 characters.</param>
/// <param name="Description">At most 72 characters.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundRow")]
public sealed record OutboundRow([property: Id(0)] string Id, [property: Id(1)] string Title, [property: Id(2)] string? Description);

/// <param name="MessageId">The channel's id of the message to react to.</param>
/// <param name="Emoji">Empty to remove the reaction.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundReaction")]
public sealed record OutboundReaction([property: Id(0)] string MessageId, [property: Id(1)] string Emoji);

/// <param name="Title">The label, at most 20 characters.</param>
/// <param name="Payload">What pressing it sends back, at most 64 bytes; a command such as "/cancel ID".</param>
[GenerateSerializer, Immutable, Alias("vault.OutboundButton")]
public sealed record OutboundButton([property: Id(0)] string Title, [property: Id(1)] string Payload);

/// <summary>One message to a person, as stored in the outbox.</summary>
[GenerateSerializer, Immutable, Alias("vault.OutboundMessage")]
public sealed record OutboundMessage
{
    /// <summary>The outbox id: unique, and echoed by channels that support it.</summary>
    [Id(0)] public required string Id { get; init; }

    [Id(1)] public required ChannelAddress To { get; init; }

    /// <summary>The text, or the caption of the video, as the channel shows it.</summary>
    [Id(2)] public required string Text { get; init; }

    /// <summary>The styles of <see cref="Text"/>, on channels that keep them beside it.</summary>
    [Id(20)] public ImmutableArray<TextSpan> Spans { get; init; } = [];

    /// <summary>The object key of a video to attach, or null.</summary>
    [Id(3)] public string? VideoKey { get; init; }

    /// <summary>The channel's own id of a video that this account sent before, instead of <see cref="VideoKey"/>.</summary>
    [Id(9)] public string? FileId { get; init; }

    /// <summary>A list under the text, on channels that support lists.</summary>
    [Id(10)] public OutboundList? List { get; init; }

    /// <summary>A reaction instead of <see cref="Text"/>.</summary>
    [Id(11)] public OutboundReaction? Reaction { get; init; }

    /// <summary>The job that this message is about, or null.</summary>
    [Id(4)] public string? JobId { get; init; }

    /// <summary>A text that the channel has approved, sent instead of <see cref="Text"/>; allowed outside the window too.</summary>
    [Id(7)] public OutboundTemplate? Template { get; init; }

    /// <summary>Whether it needs the person's consent to marketing.</summary>
    [JsonIgnore]
    public bool IsMarketing => Template is { Category: TemplateCategory.Marketing };

    /// <summary>A file that the channel fetches by a link, instead of <see cref="Text"/>.</summary>
    [Id(8)] public OutboundMedia? Media { get; init; }

    /// <summary>Buttons under the message, at most 3, on channels that support them.</summary>
    [Id(5)] public ImmutableArray<OutboundButton> Buttons { get; init; } = [];

    /// <summary>The channel's id of the message that this one replies to, or null.</summary>
    [Id(6)] public string? ReplyToId { get; init; }

    /// <summary>
    /// The topic of the chat that it belongs to, in the channel's own form, or null. Without that topic it goes to the chat itself.
    /// </summary>
    [Id(21)] public string? Topic { get; init; }

    /// <summary>The channel on which it was said, if this is a copy for the person's page; otherwise null.</summary>
    [Id(22)] public string? Via { get; init; }

    /// <summary>Whether it is a copy of what the person said.</summary>
    [Id(23)] public bool IsTheirs { get; init; }
}
