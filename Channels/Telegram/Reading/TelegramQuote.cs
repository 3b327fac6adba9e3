using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>
/// Reads what a message answers: a message of the chat, one of another chat, a story, or a part of these
/// (core.telegram.org/bots/api#message: reply_to_message, external_reply, quote, reply_to_story, reply_to_checklist_task_id).
/// </summary>
internal static class TelegramQuote
{
    private const int MaxText = 4_096;

    public static QuotedMessage? Of(JsonElement message, TelegramBotIdentity bot)
    {
        var part = message.Get("quote").Text("text").Clip(MaxText);
        var quoted = OfReply(message, bot) ?? OfElsewhere(message.Get("external_reply")) ?? OfStory(message.Get("reply_to_story"))
            ?? (part is null ? null : new QuotedMessage());
        return quoted is null ? null : quoted with { Part = part ?? TaskOf(message) };
    }

    private static QuotedMessage? OfReply(JsonElement message, TelegramBotIdentity bot)
    {
        var replied = TelegramMessage.RepliedTo(message);
        if (TelegramContent.Of(replied) is not { } content) return null;
        var author = replied.Get(replied.Has("sender_chat") ? "sender_chat" : "from");
        var who = TelegramAddressing.IsOurs(author, bot) ? QuotedAuthor.Us
            : author.WholeNumber("id") is { } id && id == message.Get(message.Has("sender_chat") ? "sender_chat" : "from").WholeNumber("id")
                ? QuotedAuthor.Writer
                : QuotedAuthor.Other;
        return new QuotedMessage
        {
            Author = who,
            AuthorName = who == QuotedAuthor.Other ? author.NameOf() : null,
            Text = Words(content, TelegramAddressing.WithoutOurName(replied, content.Text, bot)),
            Attachments = content.Attachments,
        };
    }

    /// <summary>Of a message in another chat, Telegram tells its files, but of its words only those that were chosen.</summary>
    private static QuotedMessage? OfElsewhere(JsonElement reply)
    {
        if (reply.ValueKind != JsonValueKind.Object) return null;
        var content = TelegramContent.Of(reply);
        var origin = reply.Get("origin");
        return new QuotedMessage
        {
            AuthorName = origin.Get("sender_user").NameOf() ?? origin.Text("sender_user_name").Clip(256)
                ?? origin.Get("sender_chat").NameOf() ?? origin.Get("chat").NameOf() ?? reply.Get("chat").NameOf(),
            Text = content is null ? null : Words(content, content.Text),
            Attachments = content?.Attachments ?? [],
            IsElsewhere = true,
        };
    }

    private static QuotedMessage? OfStory(JsonElement story) => story.ValueKind != JsonValueKind.Object
        ? null
        : new QuotedMessage { AuthorName = story.Get("chat").NameOf(), Text = "(story)", IsElsewhere = true };

    private static string? TaskOf(JsonElement message) => message.WholeNumber("reply_to_checklist_task_id") is { } id
        ? TelegramMessage.RepliedTo(message).Get("checklist").Items("tasks")
            .FirstOrDefault(task => task.WholeNumber("id") == id).Text("text").Clip(MaxText)
        : null;

    private static string? Words(TelegramContent content, string? text) => (content.Kind == MessageKinds.Text
        ? text
        : string.Join(' ', new[] { content.Summary ?? $"({content.Kind})", text }.OfType<string>())).Clip(MaxText);
}
