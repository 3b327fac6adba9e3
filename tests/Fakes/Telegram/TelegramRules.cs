using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ObsidianVault.Fakes.Telegram;

/// <summary>The Bot API's rules, each with the real server's wording.</summary>
internal static partial class TelegramRules
{
    private const int MaxText = 4096;
    private const int MaxCaption = 1024;

    private static readonly string[] s_actions =
    [
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
        "choose_sticker", "find_location", "record_video_note", "upload_video_note",
    ];

    private static readonly string[] s_buttonTypes =
        ["url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "pay"];

    /// <summary>What is wrong with the call, or null.</summary>
    public static string? Fault(TelegramRequest request, TelegramFields fields)
    {
        try
        {
            return request switch
            {
                TelegramMessageSent sent => ChatFault(fields) ?? TextFault(sent.Text, sent.Entities) ?? MarkupFault(sent.ReplyMarkup),
                TelegramMessageEdited edited => ChatFault(fields)
                    ?? (edited.MessageId == 0 ? "message identifier is not specified" : null)
                    ?? TextFault(edited.Text, edited.Entities)
                    ?? MarkupFault(edited.ReplyMarkup),
                TelegramVideoSent video =>
                    ChatFault(fields) ?? CaptionFault(video.Caption, video.Entities) ?? MarkupFault(video.ReplyMarkup),
                TelegramPhotoSent photo =>
                    ChatFault(fields) ?? CaptionFault(photo.Caption, photo.Entities) ?? MarkupFault(photo.ReplyMarkup),
                TelegramOther other => OtherFault(other.Method.ToUpperInvariant(), fields),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return "can't parse JSON object"; // the real server adds the name of the field
        }
    }

    private static string? OtherFault(string method, TelegramFields fields) => method switch
    {
        "SENDMESSAGEDRAFT" => ChatFault(fields)
            ?? (fields.Integer("chat_id") < 0 ? "message drafts can be sent only to private chats" : null)
            ?? (fields.Integer("draft_id") == 0 ? "draft identifier must be non-zero" : null)
            ?? (fields["text"] is { Length: > 0 } text ? TextFault(text, fields["entities"]) : null),
        "SENDCHATACTION" => ChatFault(fields) ?? (s_actions.Contains(fields["action"]) ? null : "wrong parameter action in request"),
        "ANSWERCALLBACKQUERY" => string.IsNullOrEmpty(fields["callback_query_id"])
            ? "query is too old and response timeout expired or query ID is invalid"
            : fields["text"]?.Length > 200 ? "MESSAGE_TOO_LONG" : null,
        "SETMYCOMMANDS" => CommandsFault(fields),
        "SETWEBHOOK" => WebhookFault(fields),
        _ => null,
    };

    private static string? ChatFault(TelegramFields fields) => fields["chat_id"] switch
    {
        null or "" => "chat_id is empty",
        _ => fields.Integer("chat_id") == 0 ? "chat not found" : null,
    };

    private static string? TextFault(string text, string? entities) =>
        text.Trim().Length == 0 ? "message text is empty"
        : text.Trim().Length > MaxText ? "message is too long"
        : EntitiesFault(text, entities);

    private static string? CaptionFault(string? caption, string? entities) =>
        caption?.Trim().Length > MaxCaption ? "message caption is too long" : EntitiesFault(caption ?? "", entities);

    private static string? EntitiesFault(string text, string? entities)
    {
        if (entities is null) return null;
        using var json = JsonDocument.Parse(entities);
        foreach (var entity in json.RootElement.EnumerateArray())
        {
            if (!entity.TryGetProperty("offset", out var offsetField) || !offsetField.TryGetInt32(out var offset)
                || !entity.TryGetProperty("length", out var lengthField) || !lengthField.TryGetInt32(out var length)
                || !entity.TryGetProperty("type", out _))
            {
                return "can't parse MessageEntity";
            }

            if (offset < 0 || length < 0 || offset + (long)length > text.Length)
                return $"Entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {text.Length}";
            if (IsInsidePair(text, offset))
                return $"Entity begins in a middle of a UTF-16 symbol at byte offset {BytesUntil(text, offset)}";
            if (IsInsidePair(text, offset + length))
                return $"Entity ends in a middle of a UTF-16 symbol at byte offset {BytesUntil(text, offset + length)}";
        }

        return null;
    }

    private static bool IsInsidePair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);

    private static int BytesUntil(string text, int at) => Encoding.UTF8.GetByteCount(text.AsSpan(0, at - 1));

    private static string? MarkupFault(string? markup)
    {
        if (markup is null) return null;
        using var json = JsonDocument.Parse(markup);
        if (!json.RootElement.TryGetProperty("inline_keyboard", out var rows)) return null;

        var buttons = rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).ToList();
        if (buttons.Count > 100) return "reply markup is too long";
        foreach (var button in buttons)
        {
            if (!button.TryGetProperty("text", out var title) || string.IsNullOrWhiteSpace(title.GetString()))
                return "can't parse inline keyboard button: Field \"text\" must be non-empty";
            if (!s_buttonTypes.Any(type => button.TryGetProperty(type, out _)))
                return "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
            if (button.TryGetProperty("callback_data", out var data) && Encoding.UTF8.GetByteCount(data.GetString() ?? "") is 0 or > 64)
                return "BUTTON_DATA_INVALID";
        }

        return null;
    }

    private static string? CommandsFault(TelegramFields fields)
    {
        if (fields["language_code"] is { Length: > 0 } language && !Language().IsMatch(language)) return "invalid language code specified";
        using var json = JsonDocument.Parse(fields["commands"] ?? "null");
        if (json.RootElement.ValueKind != JsonValueKind.Array) return "can't parse commands JSON object";
        foreach (var command in json.RootElement.EnumerateArray())
        {
            if (!CommandName().IsMatch(command.GetProperty("command").GetString() ?? "")) return "BOT_COMMAND_INVALID";
            if (command.GetProperty("description").GetString() is not { Length: > 0 and <= 256 }) return "BOT_COMMAND_DESCRIPTION_INVALID";
        }

        return json.RootElement.GetArrayLength() > 100 ? "BOT_COMMANDS_TOO_MUCH" : null;
    }

    private static string? WebhookFault(TelegramFields fields) =>
        fields["url"]?.StartsWith("https://", StringComparison.Ordinal) == false ? "bad webhook: An HTTPS URL must be provided for webhook"
        : fields["secret_token"] is { Length: > 0 } secret && !SecretToken().IsMatch(secret) ? "secret token contains unallowed characters"
        : null;

    [GeneratedRegex(@"\A[a-z]{2}\z")]
    private static partial Regex Language();

    [GeneratedRegex(@"\A[a-z0-9_]{1,32}\z")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,256}\z")]
    private static partial Regex SecretToken();
}
