using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>
/// Reads what happens in the chats of a business account that the bot is connected to
/// (core.telegram.org/bots/api#businessconnection). Customers are answered in the account's name; what its owner writes there takes
/// the conversation over.
/// </summary>
internal static class TelegramBusiness
{
    private const int MaxDeleted = 100;

    public static (string Outcome, ChannelEvent? Event) Read(JsonElement message, TelegramOrigin origin)
    {
        if (origin.Connection is null) return (TelegramOutcomes.Ignored, null); // there is no way to answer it
        if (message.Has("sender_business_bot")) return (TelegramOutcomes.FromBot, null);
        if (IsOfCustomer(message)) return TelegramMessage.Read(message, origin);
        if (origin.AddressOf(message.Get("chat")) is not { } to || message.UnixTime("date") is not { } at)
            return (TelegramOutcomes.Malformed, null);
        if (TelegramContent.Of(message) is not { } content) return (TelegramOutcomes.Service, null);
        return (TelegramOutcomes.Stored, new HumanReply
        {
            Id = origin.EventId,
            From = to,
            At = at,
            Text = content.Text ?? content.Summary,
        });
    }

    public static (string Outcome, ChannelEvent? Event) ReadEdit(JsonElement message, TelegramOrigin origin) =>
        origin.Connection is not null && IsOfCustomer(message)
            ? TelegramMessage.ReadEdit(message, origin)
            : (TelegramOutcomes.Ignored, null);

    /// <summary>The messages of a chat that were deleted; whose they were is not said.</summary>
    public static IReadOnlyList<ChannelEvent> ReadDeleted(JsonElement deleted, TelegramOrigin origin) =>
        origin.Connection is null || origin.AddressOf(deleted.Get("chat")) is not { } from
            ? []
            :
            [
                .. deleted.Items("message_ids").Take(MaxDeleted)
                    .Where(id => id.ValueKind == JsonValueKind.Number && id.TryGetInt64(out _))
                    .Select(id => id.GetInt64().ToString(CultureInfo.InvariantCulture))
                    .Select(id => new MessageRevoked
                    {
                        Id = $"{origin.EventId}:{id}",
                        From = from,
                        At = origin.ReceivedAt,
                        MessageId = id,
                    }),
            ];

    /// <summary>In the owner's own words, the sender is not who the chat is with.</summary>
    private static bool IsOfCustomer(JsonElement message) =>
        message.Get("from").WholeNumber("id") is { } writer && writer == message.Get("chat").WholeNumber("id");
}
