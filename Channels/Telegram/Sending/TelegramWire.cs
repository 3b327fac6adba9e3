using System.Globalization;
using ObsidianVault.Grains.Interfaces.Delivery;
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
    [
        UpdateType.Message, UpdateType.EditedMessage, UpdateType.CallbackQuery, UpdateType.MyChatMember, UpdateType.MessageReaction,
        UpdateType.BusinessMessage, UpdateType.EditedBusinessMessage, UpdateType.DeletedBusinessMessages,
    ];

    /// <summary>The most entities of one message (core.telegram.org/bots/api#formatting-options).</summary>
    public const int MaxEntities = 100;

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

    public static IEnumerable<MessageEntity>? Entities(TelegramText text)
    {
        if (text.Spans.IsEmpty) return null;
        if (text.Spans.Length <= MaxEntities) return text.Spans.Select(Entity);
        // Telegram drops those beyond the first: what is lost must not be code or a link.
        var kept = text.Spans.OrderBy(Weight).Take(MaxEntities).ToHashSet();
        return text.Spans.Where(kept.Contains).Select(Entity);
    }

    private static int Weight(TextSpan span) => span.Style switch
    {
        TextStyle.Pre => 0,
        TextStyle.Link => 1,
        TextStyle.Code => 2,
        TextStyle.Spoiler => 3,
        TextStyle.Quote or TextStyle.LongQuote => 4,
        _ => 5,
    };

    public static ChatAction Action(TelegramAction action) => action switch
    {
        TelegramAction.RecordingVideo => ChatAction.RecordVideo,
        TelegramAction.SendingVideo => ChatAction.UploadVideo,
        _ => ChatAction.Typing,
    };

    private static InlineKeyboardButton Button(TelegramButton button) => button.Url is { } url
        ? InlineKeyboardButton.WithUrl(TelegramText.WellFormed(button.Title), TelegramText.WellFormed(url))
        : InlineKeyboardButton.WithCallbackData(TelegramText.WellFormed(button.Title), TelegramText.WellFormed(button.Payload!));

    private static MessageEntity Entity(TextSpan span) => new()
    {
        Type = span.Style switch
        {
            TextStyle.Bold => MessageEntityType.Bold,
            TextStyle.Italic => MessageEntityType.Italic,
            TextStyle.Underline => MessageEntityType.Underline,
            TextStyle.Strikethrough => MessageEntityType.Strikethrough,
            TextStyle.Spoiler => MessageEntityType.Spoiler,
            TextStyle.Code => MessageEntityType.Code,
            TextStyle.Pre => MessageEntityType.Pre,
            TextStyle.Quote => MessageEntityType.Blockquote,
            TextStyle.LongQuote => MessageEntityType.ExpandableBlockquote,
            _ => MessageEntityType.TextLink,
        },
        Offset = span.Offset,
        Length = span.Length,
        Url = span.Style == TextStyle.Link ? span.Target : null,
        Language = span.Style == TextStyle.Pre ? span.Target : null,
    };
}
