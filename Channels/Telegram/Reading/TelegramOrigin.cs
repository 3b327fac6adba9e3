using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>Where an update comes from, and when it arrived.</summary>
/// <param name="EventId">The id of its event; an update contains at most one.</param>
/// <param name="Bot">The bot that received it.</param>
/// <param name="ReceivedAt">By our clock.</param>
internal sealed record TelegramOrigin(string EventId, TelegramBotIdentity Bot, DateTimeOffset ReceivedAt)
{
    private const int MaxConnection = 200;

    /// <summary>The business connection whose chats it is about, or null for the bot's own chats.</summary>
    public string? Connection { get; private init; }

    /// <summary>The origin of a message, which may be in a chat of a business account.</summary>
    public TelegramOrigin Of(JsonElement message) =>
        message.Text("business_connection_id") is { Length: <= MaxConnection } connection ? this with { Connection = connection } : this;

    public ChannelAddress Address(long chatId) =>
        new(
            ChannelNames.Telegram,
            Bot.Name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{(Connection is null ? "" : $"{ChannelAddress.TelegramBusiness}{Connection}:")}{chatId}"));

    public ChannelAddress? AddressOf(JsonElement chat) => chat.WholeNumber("id") is { } id and not 0 ? Address(id) : null;
}

/// <summary>Field access shared by the update readers.</summary>
internal static class TelegramFields
{
    private const int MaxName = 256;

    public static bool IsGroup(this JsonElement chat) => chat.Text("type") switch
    {
        "group" or "supergroup" => true,
        null => chat.WholeNumber("id") < 0,
        _ => false,
    };

    public static bool IsPrivate(this JsonElement chat) => chat.Text("type") switch
    {
        "private" => true,
        null => chat.WholeNumber("id") > 0,
        _ => false,
    };

    public static string? MessageId(this JsonElement message) => message.WholeNumber("message_id")?.ToString(CultureInfo.InvariantCulture);

    public static bool IsTrue(this JsonElement element, string name) => element.Get(name).ValueKind == JsonValueKind.True;

    /// <summary>First and last name of a user, or the title of a chat.</summary>
    public static string? NameOf(this JsonElement userOrChat) =>
        string.Join(' ', new[] { userOrChat.Text("first_name") ?? userOrChat.Text("title"), userOrChat.Text("last_name") }.OfType<string>())
            .Trim().Clip(MaxName);

    /// <summary>The language of the user's app, if it looks like a language tag.</summary>
    public static string? LanguageOf(this JsonElement user) =>
        user.Text("language_code") is { Length: >= 2 and <= 35 } tag && tag.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
            ? tag.Replace('_', '-')
            : null;

    /// <summary>The first <paramref name="length"/> UTF-16 units, without splitting a surrogate pair; null if empty.</summary>
    public static string? Clip(this string? text, int length)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
