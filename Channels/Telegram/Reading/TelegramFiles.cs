using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>Reads the files of a message. A file without an id cannot be downloaded and is skipped.</summary>
internal static class TelegramFiles
{
    private const int MaxId = 512;
    private const int MaxName = 256;

    public static InboundAttachment? Read(JsonElement file, string kind) => Read(file, kind, file.Text("mime_type").Clip(MaxName));

    /// <summary>Each kind of sticker has its own format (core.telegram.org/bots/api#sticker).</summary>
    public static InboundAttachment? Sticker(JsonElement sticker) => Read(
        sticker,
        MessageKinds.Sticker,
        sticker.IsTrue("is_video") ? "video/webm" : sticker.IsTrue("is_animated") ? "application/x-tgsticker" : "image/webp");

    /// <summary>The largest of the sizes in which a photo comes; always a JPEG.</summary>
    public static InboundAttachment? LargestPhoto(JsonElement owner, string name) => owner.Items(name)
        .OrderByDescending(size => (double)(size.WholeNumber("width") ?? 0) * (size.WholeNumber("height") ?? 0))
        .ThenByDescending(size => size.WholeNumber("file_size") ?? 0)
        .Select(size => Read(size, MessageKinds.Image, "image/jpeg"))
        .FirstOrDefault(attachment => attachment is not null);

    /// <summary>Paid media that are unlocked for us; a preview has no file.</summary>
    public static IEnumerable<InboundAttachment?> PaidMedia(JsonElement info) =>
        info.Items("paid_media").Select(item => item.Text("type") switch
        {
            "photo" => LargestPhoto(item, "photo"),
            "video" => Read(item.Get("video"), MessageKinds.Video),
            _ => null,
        });

    private static InboundAttachment? Read(JsonElement file, string kind, string? mimeType)
    {
        if (file.Text("file_id") is not { Length: <= MaxId } id) return null;
        long? size = file.WholeNumber("file_size") is >= 0 and var bytes ? bytes : null;
        return new InboundAttachment(kind, id, mimeType, file.Text("file_name").Clip(MaxName), null, size);
    }
}
