using System.Globalization;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>Where a call goes.</summary>
/// <param name="Chat">Telegram's id of the chat.</param>
/// <param name="Thread">The topic of a forum or a private chat, or null.</param>
/// <param name="DirectTopic">The topic of a channel's direct messages, or null.</param>
internal sealed record TelegramPlace(long Chat, int? Thread, long? DirectTopic)
{
    /// <summary>Null if the address is not a chat. What is not a topic is left out.</summary>
    public static TelegramPlace? Of(ChannelAddress to, string? topic)
    {
        if (!long.TryParse(to.ExternalId, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var chat)) return null;
        var direct = TelegramTopic.DirectOf(topic);
        return new TelegramPlace(
            chat,
            direct is null && int.TryParse(topic, NumberStyles.None, CultureInfo.InvariantCulture, out var thread) ? thread : null,
            direct);
    }
}
