using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>One message from a person.</summary>
[GenerateSerializer, Immutable, Alias("vault.InboundMessage")]
public sealed record InboundMessage : ChannelEvent
{
    /// <summary>
    /// What the person said: the text, the caption, or the title of the pressed button. Null if there are no words. At most
    /// 65,536 characters.
    /// </summary>
    [Id(0)] public string? Text { get; init; }

    /// <summary>One of <see cref="MessageKinds"/>, or the channel's own word for something newer.</summary>
    [Id(1)] public string Kind { get; init; } = MessageKinds.Text;

    /// <summary>The payload of the pressed button (button payload, list row id, callback data), or null. At most 256 characters.</summary>
    [Id(2)] public string? Payload { get; init; }

    /// <summary>Pictures, documents, sound. At most 10.</summary>
    [Id(3)] public ImmutableArray<InboundAttachment> Attachments { get; init; } = [];

    /// <summary>One readable line for content without words: a place, a contact, an order, a reaction. At most 1,000 characters.</summary>
    [Id(4)] public string? Summary { get; init; }

    /// <summary>The channel's id of the message that this one answers or reacts to, or null.</summary>
    [Id(5)] public string? ReplyToId { get; init; }

    [Id(6)] public bool Forwarded { get; init; }

    /// <summary>The advertisement or post that the person came from, as one line, or null. At most 1,000 characters.</summary>
    [Id(7)] public string? Referral { get; init; }

    /// <summary>The name that the person gives themselves, or null. At most 256 characters.</summary>
    [Id(8)] public string? SenderName { get; init; }

    /// <summary>The language of the person's app as an IETF tag, if the channel provides it.</summary>
    [Id(9)] public string? Language { get; init; }

    /// <summary>The id shared by the messages of one album, or null.</summary>
    [Id(10)] public string? AlbumId { get; init; }

    /// <summary>A pressed button that waits for its answer (Telegram's callback query id), or null.</summary>
    [Id(11)] public string? CallbackId { get; init; }

    /// <summary>
    /// The channel's id of the message itself, for answers, reactions and read marks; for a pressed button, of the message that
    /// carries the button.
    /// </summary>
    [Id(12)] public string? ChannelMessageId { get; init; }

    /// <summary>Whether it was written in a group.</summary>
    [Id(13)] public bool InGroup { get; init; }

    /// <summary>The topic of the chat in which it was written, in the channel's own form; null outside of topics.</summary>
    [Id(14)] public string? Topic { get; init; }

    /// <summary>
    /// What the channel says of the message that this one answers, quotes or reacts to; null if it says no more than
    /// <see cref="ReplyToId"/>.
    /// </summary>
    [Id(15)] public QuotedMessage? Quoted { get; init; }

    /// <summary>
    /// Where the channel may have cut a longer text, of which the next message is the rest: what joins the two. Null where it is
    /// whole.
    /// </summary>
    [Id(16)] public string? Joint { get; init; }

    /// <summary>A part of an album that alone is not meant for us: it counts only beside a part that is.</summary>
    [Id(17)] public bool OnlyWithAlbum { get; init; }

    /// <summary>It is meant for us only if <see cref="ReplyToId"/> is one of our messages, which the channel does not say.</summary>
    [Id(18)] public bool OnlyIfToUs { get; init; }

    /// <summary>It tells us something and asks for nothing: it is kept in the thread and not answered.</summary>
    [Id(19)] public bool IsNotice { get; init; }

    /// <summary>The class of model that the person wants an answer of: chat or quick; null where they did not choose.</summary>
    [Id(20)] public string? Class { get; init; }
}

/// <summary>The kinds of <see cref="InboundMessage"/> that every channel maps to.</summary>
public static class MessageKinds
{
    public const string Text = "text";
    public const string Image = "image";
    public const string Audio = "audio";
    public const string Voice = "voice";
    public const string Video = "video";
    public const string Document = "document";
    public const string Sticker = "sticker";
    public const string Location = "location";
    public const string Contacts = "contacts";
    public const string Reaction = "reaction";

    /// <summary>A pressed button or a chosen list row; see <see cref="InboundMessage.Payload"/>.</summary>
    public const string Button = "button";

    public const string Order = "order";

    /// <summary>The channel reports that it could not pass the message on.</summary>
    public const string Unsupported = "unsupported";
}
