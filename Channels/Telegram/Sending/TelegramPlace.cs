using System.Globalization;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>Where a call goes.</summary>
/// <param name="Chat">Telegram's id of the chat.</param>
/// <param name="Thread">The topic of a forum or a private chat, or null.</param>
/// <param name="DirectTopic">The topic of a channel's direct messages, or null.</param>
/// <param name="Connection">The business connection whose chat it is, or null for the bot's own.</param>
internal sealed record TelegramPlace(long Chat, int? Thread, long? DirectTopic, string? Connection)
{
    /// <summary>Null if the address is not a chat. What is not a topic is left out.</summary>
    public static TelegramPlace? Of(ChannelAddress to, string? topic)
    {
        var id = to.ExternalId;
        string? connection = null;
        if (id.StartsWith(ChannelAddress.TelegramBusiness, StringComparison.Ordinal) && id.LastIndexOf(':') is var colon)
        {
            if (colon <= ChannelAddress.TelegramBusiness.Length) return null;
            (connection, id) = (id[ChannelAddress.TelegramBusiness.Length..colon], id[(colon + 1)..]);
        }

        if (!long.TryParse(id, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat)) return null;
        var direct = TelegramTopic.DirectOf(topic);
        return new TelegramPlace(
            chat,
            direct is null && int.TryParse(topic, NumberStyles.None, CultureInfo.InvariantCulture, out var thread) ? thread : null,
            direct,
            connection);
    }
}
