using System.Globalization;
using Telegram.Bot.Types;
using Telegram.Bot.Types.Enums;
using Telegram.Bot.Types.ReplyMarkups;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>The activity shown to the person.</summary>
public enum TelegramAction
{
    Writing,
    RecordingVideo,
    SendingVideo,
}

/// <summary>Converts between our types and the Bot API's.</summary>
internal static class TelegramWire
{
    /// <summary>The updates that webhooks receive; Telegram does not send others. Reactions must be requested by name.</summary>
    public static readonly IReadOnlyList<UpdateType> Updates =
        [UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember, UpdateType.MessageReaction];

    public static TelegramSent Sent(Message message) =>
        new(
            message.Id.ToString(CultureInfo.InvariantCulture),
            message.Video?.FileId ?? message.Animation?.FileId ?? message.Document?.FileId);

    /// <summary>Makes the message a reply; if the original is gone, it is sent as a plain message.</summary>
    public static ReplyParameters? Reply(string? messageId) =>
        int.TryParse(messageId, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new ReplyParameters { MessageId = id, AllowSendingWithoutReply = true }
            : null;

    public static InlineKeyboardMarkup? Markup(TelegramKeyboard? keyboard) =>
        keyboard is null ? null : new InlineKeyboardMarkup(keyboard.Rows.Select(row => row.Select(Button)));

    public static IEnumerable<MessageEntity>? Entities(TelegramText text) => text.Spans.IsEmpty ? null : text.Spans.Select(Entity);

    public static ChatAction Action(TelegramAction action) => action switch
    {
        TelegramAction.RecordingVideo => ChatAction.RecordVideo,
        TelegramAction.SendingVideo => ChatAction.UploadVideo,
        _ => ChatAction.Typing,
    };

    private static InlineKeyboardButton Button(TelegramButton button) => button.Url is { } url
        ? InlineKeyboardButton.WithUrl(TelegramText.WellFormed(button.Title), TelegramText.WellFormed(url))
        : InlineKeyboardButton.WithCallbackData(TelegramText.WellFormed(button.Title), TelegramText.WellFormed(button.Payload!));

    private static MessageEntity Entity(TelegramSpan span) => new()
    {
        Type = span.Style switch
        {
            TelegramStyle.Bold => MessageEntityType.Bold,
            TelegramStyle.Italic => MessageEntityType.Italic,
            TelegramStyle.Code => MessageEntityType.Code,
            TelegramStyle.Pre => MessageEntityType.Pre,
            _ => MessageEntityType.TextLink,
        },
        Offset = span.Offset,
        Length = span.Length,
        Url = span.Style == TelegramStyle.Link ? span.Target : null,
        Language = span.Style == TelegramStyle.Pre ? span.Target : null,
    };
}
