using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.Transcript;

/// <summary>How a message is found again when a later one answers, quotes or reacts to it.</summary>
internal static class Quotes
{
    /// <summary>The longest <see cref="SentMessage.Text"/>.</summary>
    private const int MaxExcerpt = 300;

    /// <summary>The line of a person's message.</summary>
    public static ChatTurn Line(InboundMessage message, string text) => new(
        "user", text, message.At, message is { Kind: MessageKinds.Reaction } or { ChannelMessageId: null } or { Kind: MessageKinds.Button }
            ? null
            : KeyOf(message.From, message.ChannelMessageId));

    /// <summary>Telegram numbers the messages of each chat. WhatsApp's ids are unique, and people's addresses there change.</summary>
    public static string KeyOf(ChannelAddress from, string channelMessageId) => from.Channel == ChannelNames.Telegram
        ? $"{from.Channel}:{from.Account}:{from.ExternalId}:{channelMessageId}"
        : $"{from.Channel}:{from.Account}:{channelMessageId}";

    /// <summary>The beginning of what the message says, for <see cref="SentMessage.Text"/>.</summary>
    public static string? ExcerptOf(OutboundMessage message)
    {
        var text = message.Text.Length == 0 ? message.Media?.Caption : message.Text;
        return text is null || text.Length <= MaxExcerpt ? text
            : text[..(char.IsHighSurrogate(text[MaxExcerpt - 2]) ? MaxExcerpt - 2 : MaxExcerpt - 1)] + "…";
    }

    /// <summary>Whether the channel's id of our message means this one.</summary>
    public static bool IsOne(SentMessage sent, ChannelAddress from, string channelMessageId) =>
        sent.ChannelMessageId == channelMessageId && KeyOf(sent.To, channelMessageId) == KeyOf(from, channelMessageId);

    /// <summary>One of our messages, as it is quoted.</summary>
    /// <param name="whole">The line that it is of, if that is known.</param>
    public static QuotedMessage Ours(SentMessage sent, ChatTurn? whole) => new()
    {
        Author = QuotedAuthor.Us,
        Text = whole?.Text ?? sent.Text,
        // Of an answer in several messages, the one that is meant.
        Part = whole is not null && sent.OutboxId != OutboxIdOf(sent) ? sent.Text : null,
    };

    /// <summary>The outbox id of the answer that the message is a part of.</summary>
    public static string OutboxIdOf(SentMessage sent) => sent.OutboxId.Split('.')[0];

    /// <summary>A line of the thread, as it is quoted.</summary>
    public static QuotedMessage Of(ChatTurn line, bool inGroup) => new()
    {
        Author = line.Role != "user" ? QuotedAuthor.Us : inGroup ? QuotedAuthor.Other : QuotedAuthor.Writer,
        Text = line.Text,
    };
}
