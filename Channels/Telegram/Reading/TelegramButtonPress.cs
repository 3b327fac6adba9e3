using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>Reads a pressed button (core.telegram.org/bots/api#callbackquery).</summary>
internal static class TelegramButtonPress
{
    private const int MaxPayload = 256;

    public static (string Outcome, ChannelEvent? Event) Read(JsonElement query, TelegramOrigin origin)
    {
        var user = query.Get("from");
        var message = query.Get("message");
        var chat = message.Get("chat");
        // The message is absent if it is very old or was sent in another bot's name.
        if (origin.AddressOf(message.Has("chat") ? chat : user) is not { } from
            || query.Text("id") is not { Length: <= MaxPayload } callbackId)
            return (TelegramOutcomes.Malformed, null);
        if (message.Has("chat") && !chat.IsPrivate() && !chat.IsGroup()) return (TelegramOutcomes.Ignored, null);

        var payload = query.Text("data");
        return (TelegramOutcomes.Stored, new InboundMessage
        {
            Id = origin.EventId,
            From = from,
            At = origin.ReceivedAt, // Telegram sends no time, and drops a press after 150 s
            Text = TitleOf(payload, message),
            Kind = MessageKinds.Button,
            Payload = payload.Clip(MaxPayload),
            SenderName = user.NameOf(),
            Language = user.LanguageOf(),
            CallbackId = callbackId,
            ChannelMessageId = message.MessageId(),
            InGroup = chat.IsGroup(),
            Topic = TelegramTopic.Of(message),
        });
    }

    private static string? TitleOf(string? payload, JsonElement message) => payload is null
        ? null
        : message.Get("reply_markup").Items("inline_keyboard")
            .Where(row => row.ValueKind == JsonValueKind.Array)
            .SelectMany(row => row.EnumerateArray())
            .Where(button => button.Text("callback_data") == payload)
            .Select(button => button.Text("text"))
            .FirstOrDefault();
}
