using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>Reads a new or edited message (core.telegram.org/bots/api#message).</summary>
internal static class TelegramMessage
{
    private const int MaxText = 65_536;
    private const int MaxId = 256;
    private const int MaxMessage = 4_096;

    public static (string Outcome, ChannelEvent? Event) Read(JsonElement message, TelegramOrigin origin)
    {
        if (origin.AddressOf(message.Get("chat")) is not { } from || message.UnixTime("date") is not { } at)
            return (TelegramOutcomes.Malformed, null);
        if (Migration(message, from, at, origin) is { } migration) return (TelegramOutcomes.Stored, migration);
        if (TelegramContent.Of(message) is not { } content) return (TelegramOutcomes.Service, null);
        var left = WhyLeft(message, origin);
        var album = message.Text("media_group_id").Clip(MaxId);
        // The caption of one part is that of all.
        var onlyWithAlbum = left == TelegramOutcomes.NotAddressed && album is not null && content.Text is null;
        if (left is not null && !onlyWithAlbum) return (left, null);

        var sender = message.Get(message.Has("sender_chat") ? "sender_chat" : "from");
        var text = TelegramAddressing.WithoutOurName(message, content.Text, origin.Bot).Clip(MaxText);
        return (TelegramOutcomes.Stored, new InboundMessage
        {
            Id = origin.EventId,
            From = from,
            At = at,
            Text = text,
            Kind = content.Kind,
            Attachments = content.Attachments,
            Summary = content.Summary ?? (text is null && content.Text is not null ? "Mentioned the bot" : null),
            ReplyToId = RepliedTo(message).MessageId(),
            Forwarded = message.Has("forward_origin") || message.Has("forward_date"),
            SenderName = sender.NameOf(),
            Language = message.Get("from").LanguageOf(),
            AlbumId = album,
            OnlyWithAlbum = onlyWithAlbum,
            Joint = JointOf(message),
            ChannelMessageId = message.MessageId(),
            InGroup = message.Get("chat").IsGroup(),
            Topic = TelegramTopic.Of(message),
            Quoted = TelegramQuote.Of(message, origin.Bot),
        });
    }

    /// <summary>Reads an edit of the text; a moving live location is also an edit, but is ignored.</summary>
    public static (string Outcome, ChannelEvent? Event) ReadEdit(JsonElement message, TelegramOrigin origin)
    {
        if (origin.AddressOf(message.Get("chat")) is not { } from
            || (message.UnixTime("edit_date") ?? message.UnixTime("date")) is not { } at
            || message.MessageId() is not { } messageId)
        {
            return (TelegramOutcomes.Malformed, null);
        }

        if (message.Has("location") || TelegramContent.Of(message) is not { } content) return (TelegramOutcomes.Ignored, null);
        if (WhyLeft(message, origin) is { } outcome) return (outcome, null);
        return (TelegramOutcomes.Stored, new MessageEdited
        {
            Id = origin.EventId,
            From = from,
            At = at,
            MessageId = messageId,
            Text = TelegramAddressing.WithoutOurName(message, content.Text, origin.Bot).Clip(MaxText),
        });
    }

    /// <summary>
    /// The message that this one replies to. The service message that opened a forum topic does not count, although every
    /// message in the topic names it.
    /// </summary>
    public static JsonElement RepliedTo(JsonElement message) =>
        message.Get("reply_to_message") is var replied && !replied.Has("forum_topic_created") ? replied : default;

    /// <summary>
    /// The apps cut a longer text into messages of at most 4,096 units: preferably at the end of a line in the second half, else in
    /// the middle of a word.
    /// </summary>
    private static string? JointOf(JsonElement message) => message.Text("text")?.Length switch
    {
        >= MaxMessage => "",
        > MaxMessage / 2 => "\n",
        _ => null,
    };

    private static string? WhyLeft(JsonElement message, TelegramOrigin origin)
    {
        // Anonymous admins and channels write through a bot of Telegram's own, with the chat as the sender.
        if (message.Get("from").IsTrue("is_bot") && !message.Has("sender_chat")) return TelegramOutcomes.FromBot;
        var chat = message.Get("chat");
        if (chat.IsPrivate()) return null;
        if (!chat.IsGroup()) return TelegramOutcomes.Ignored;
        return TelegramAddressing.Of(message, origin.Bot) switch
        {
            TelegramAddressee.Us => null,
            TelegramAddressee.PerhapsUs => TelegramOutcomes.UsernameUnknown,
            _ => TelegramOutcomes.NotAddressed,
        };
    }

    /// <summary>A group became a supergroup; each of the two chats reports it in its own message.</summary>
    private static AddressChanged? Migration(JsonElement message, ChannelAddress chat, DateTimeOffset at, TelegramOrigin origin)
    {
        var (from, to) = (message.WholeNumber("migrate_from_chat_id"), message.WholeNumber("migrate_to_chat_id")) switch
        {
            (_, { } newId and not 0) => (chat, origin.Address(newId)),
            ({ } oldId and not 0, _) => (origin.Address(oldId), chat),
            _ => (chat, chat),
        };
        return from == to ? null : new AddressChanged { Id = origin.EventId, From = from, At = at, NewAddress = to };
    }
}
