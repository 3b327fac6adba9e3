using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>
/// Reads a message with a file. Meta keeps the file for 7 days; the link next to its id expires within minutes and is ignored.
/// </summary>
internal static class WhatsAppMediaContent
{
    public static WhatsAppContent Of(JsonElement content, string type)
    {
        var kind = type == MessageKinds.Audio && content.Get("voice").ValueKind == JsonValueKind.True ? MessageKinds.Voice : type;
        return new WhatsAppContent(kind)
        {
            Text = WhatsAppBounds.Cut(content.Text("caption"), WhatsAppBounds.Text),
            Attachment = WhatsAppPeople.Key(content, "id") is { } mediaId
                ? new InboundAttachment(
                    kind,
                    mediaId,
                    WhatsAppBounds.OneLine(content.Text("mime_type"), WhatsAppBounds.MimeType),
                    WhatsAppBounds.OneLine(content.Text("filename"), WhatsAppBounds.Name),
                    HexOf(content.Text("sha256")),
                    content.WholeNumber("file_size") is { } size and >= 0 ? size : null)
                : null,
        };
    }

    /// <summary>Converts the digest, which webhooks encode in base64.</summary>
    private static string? HexOf(string? digest)
    {
        Span<byte> bytes = stackalloc byte[48];
        return digest?.Length <= 64 && Convert.TryFromBase64String(digest, bytes, out var count) && count == 32
            ? Convert.ToHexStringLower(bytes[..count])
            : null;
    }
}
