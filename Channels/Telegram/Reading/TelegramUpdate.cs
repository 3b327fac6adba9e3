using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>
/// Reads a Telegram update (core.telegram.org/bots/api#update). Its event id is <c>update:</c> plus the update id, which is
/// the same in each delivery. A later edit of a message does not know that id: <see cref="MessageEdited.MessageId"/> is
/// Telegram's <c>message_id</c>, which the message carries as its <see cref="InboundMessage.ChannelMessageId"/>. It is
/// unique among the messages from its <see cref="ChannelEvent.From"/>.
/// </summary>
public static class TelegramUpdate
{
    private const string Unknown = "unknown";

    // Every kind in Bot API 10.3, so that the counter's tag has a bounded set of values.
    private static readonly string[] s_kinds =
    [
        "message", "edited_message", "callback_query", "message_reaction", "my_chat_member", "channel_post", "edited_channel_post",
        "inline_query", "chosen_inline_result", "poll", "poll_answer", "chat_member", "chat_join_request", "chat_boost",
        "removed_chat_boost", "message_reaction_count", "shipping_query", "pre_checkout_query", "purchased_paid_media",
        "business_connection", "business_message", "edited_business_message", "deleted_business_messages", "guest_message",
        "managed_bot", "subscription", "stopped_message_generation",
    ];

    public static TelegramReading Read(JsonElement update, TelegramBotIdentity bot, DateTimeOffset receivedAt)
    {
        var kind = KindOf(update);
        if (update.WholeNumber("update_id") is not { } updateId) return new(kind, TelegramOutcomes.Malformed, []);

        var content = update.Get(kind);
        var origin = new TelegramOrigin(string.Create(CultureInfo.InvariantCulture, $"update:{updateId}"), bot, receivedAt)
            .Of(kind == "callback_query" ? content.Get("message") : content);
        if (kind == "deleted_business_messages")
        {
            var deleted = TelegramBusiness.ReadDeleted(content, origin);
            return new(kind, deleted.Count > 0 ? TelegramOutcomes.Stored : TelegramOutcomes.Ignored, deleted);
        }

        var (outcome, read) = kind switch
        {
            "message" => TelegramMessage.Read(content, origin),
            "edited_message" => TelegramMessage.ReadEdit(content, origin),
            "callback_query" => TelegramButtonPress.Read(content, origin),
            "message_reaction" => TelegramReaction.Read(content, origin),
            "my_chat_member" => TelegramMembership.Read(content, origin),
            "business_message" => TelegramBusiness.Read(content, origin),
            "edited_business_message" => TelegramBusiness.ReadEdit(content, origin),
            _ => (TelegramOutcomes.Ignored, null),
        };
        return new(kind, outcome, read is null ? [] : [read]);
    }

    /// <summary>Whether reading the update requires the bot's username.</summary>
    public static bool NeedsUsername(JsonElement update) => KindOf(update) switch
    {
        "message" => TelegramAddressing.NeedsUsername(update.Get("message")),
        "edited_message" => TelegramAddressing.NeedsUsername(update.Get("edited_message")),
        _ => false,
    };

    private static string KindOf(JsonElement update) => Array.Find(s_kinds, name => update.Has(name)) ?? Unknown;
}
