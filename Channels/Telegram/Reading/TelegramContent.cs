using System.Collections.Immutable;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>The content of a message.</summary>
/// <param name="Kind">One of <see cref="MessageKinds"/>, or Telegram's own word if none fits.</param>
/// <param name="Text">The text or the caption.</param>
/// <param name="Summary">One line that describes content without text.</param>
internal sealed record TelegramContent(string Kind, string? Text, ImmutableArray<InboundAttachment> Attachments, string? Summary)
{
    private const int MaxSummary = 1_000;
    private const int MaxAttachments = 10;

    // The order matters: an animation also comes as a document, a live photo as a photo, a venue as a location.
    private static readonly (
        string Field,
        string Kind,
        Func<JsonElement, IEnumerable<InboundAttachment?>>? Files,
        Func<JsonElement, string?>? Summary)[] s_contents =
    [
        ("text", MessageKinds.Text, null, null),
        ("rich_message", MessageKinds.Text, null, null),
        ("animation", MessageKinds.Video, of => [TelegramFiles.Read(of, MessageKinds.Video)], null),
        ("audio", MessageKinds.Audio, of => [TelegramFiles.Read(of, MessageKinds.Audio)], null),
        ("document", MessageKinds.Document, of => [TelegramFiles.Read(of, MessageKinds.Document)], null),
        ("paid_media", "paid_media", TelegramFiles.PaidMedia, TelegramSummaries.PaidMedia),
        ("sticker", MessageKinds.Sticker, of => [TelegramFiles.Sticker(of)], TelegramSummaries.Sticker),
        ("video", MessageKinds.Video, of => [TelegramFiles.Read(of, MessageKinds.Video)], null),
        ("video_note", MessageKinds.Video, of => [TelegramFiles.Read(of, MessageKinds.Video)], null),
        ("voice", MessageKinds.Voice, of => [TelegramFiles.Read(of, MessageKinds.Voice)], null),
        ("contact", MessageKinds.Contacts, null, TelegramSummaries.Contact),
        ("venue", MessageKinds.Location, null, TelegramSummaries.Venue),
        ("location", MessageKinds.Location, null, TelegramSummaries.Location),
        ("poll", "poll", null, TelegramSummaries.Poll),
        ("dice", "dice", null, TelegramSummaries.Dice),
        ("game", "game", null, of => TelegramSummaries.Titled("Game", of)),
        ("checklist", "checklist", null, TelegramSummaries.Checklist),
        ("invoice", "invoice", null, of => TelegramSummaries.Titled("Invoice", of)),
        ("story", "story", null, _ => "A story"),
        ("giveaway", "giveaway", null, _ => "A giveaway"),
    ];

    /// <summary>The content, or null for a service message or a message of an unknown kind.</summary>
    public static TelegramContent? Of(JsonElement message)
    {
        var text = message.Text("text") ?? message.Text("caption") ?? TelegramRichText.Flatten(message.Get("rich_message"));
        foreach (var (field, kind, files, summary) in s_contents)
        {
            if (!message.Has(field)) continue;
            var content = message.Get(field);
            return new TelegramContent(
                kind,
                text,
                files is null ? [] : [.. files(content).OfType<InboundAttachment>().Take(MaxAttachments)],
                summary?.Invoke(content).Clip(MaxSummary));
        }

        return message.Has("photo")
            ? new TelegramContent(
                MessageKinds.Image, text, [.. new[] { TelegramFiles.LargestPhoto(message, "photo") }.OfType<InboundAttachment>()], null)
            : null;
    }
}
