namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>The names of the channels on which people write.</summary>
public static class ChannelNames
{
    public const string Telegram = "telegram";
    public const string WhatsApp = "whatsapp";
    public const string Web = "web";
}

/// <summary>One person's address on one channel.</summary>
/// <param name="Channel">One of <see cref="ChannelNames"/>.</param>
/// <param name="Account">Our side: the bot's name, or the WhatsApp phone number id; "page" on the web.</param>
/// <param name="ExternalId">
/// Their side: the Telegram chat id, also behind <see cref="TelegramBusiness"/>, a connection's id and a colon; the WhatsApp phone
/// number or user id, or <see cref="WhatsAppGroup"/> and the group's id; on the web the session whose page it is.
/// </param>
[GenerateSerializer, Immutable, Alias("vault.ChannelAddress")]
public sealed record ChannelAddress(
    [property: Id(0)] string Channel,
    [property: Id(1)] string Account,
    [property: Id(2)] string ExternalId)
{
    /// <summary>The prefix of a WhatsApp group's external id. Groups are addressed differently from persons.</summary>
    public const string WhatsAppGroup = "group:";

    /// <summary>
    /// The prefix of a chat of a Telegram business account that the bot is connected to. That chat is apart from the bot's own chat with
    /// the same person, which has the same id.
    /// </summary>
    public const string TelegramBusiness = "business:";
}
