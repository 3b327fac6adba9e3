using System.Globalization;
using System.Text.Json;

namespace ObsidianVault.Webhooks;

/// <summary>Reads a Telegram update (core.telegram.org/bots/api#update).</summary>
internal static class TelegramUpdate
{
    // In this order: an animation also comes as a document. What is in none of them is a service message or news to us.
    private static readonly string[] s_kinds =
    [
        "text", "animation", "audio", "document", "paid_media", "photo", "sticker", "story", "video", "video_note", "voice",
        "checklist", "contact", "dice", "game", "poll", "venue", "location", "rich_message",
    ];

    /// <summary>The message of the update, or null where the update is of a kind that we leave.</summary>
    public static InboundMessage? Read(JsonElement update, string botName)
    {
        var message = update.Get("message");
        if (update.Integer("update_id") is not { } updateId
            || message.Get("chat").Integer("id") is not { } chatId
            || message.UnixTime("date") is not { } date
            || Array.Find(s_kinds, name => message.Has(name)) is not { } kind)
        {
            return null;
        }

        return new InboundMessage
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"update:{updateId}"),
            From = new ChannelAddress(Channels.Telegram, botName, chatId.ToString(CultureInfo.InvariantCulture)),
            At = date,
            Text = message.Text("text") ?? message.Text("caption"),
            Kind = kind,
        };
    }
}
