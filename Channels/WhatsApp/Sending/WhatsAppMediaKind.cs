using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>The kinds of files that WhatsApp carries.</summary>
public enum WhatsAppMediaKind
{
    Image,
    Audio,
    Video,
    Document,
    Sticker,
}

/// <summary>What Meta accepts for each kind (developers.facebook.com/docs/whatsapp/cloud-api/reference/media).</summary>
public static class WhatsAppMediaRules
{
    private const long MB = 1024 * 1024;

    /// <summary>The largest file of the kind, in bytes.</summary>
    public static long MaxBytes(this WhatsAppMediaKind kind) => kind switch
    {
        WhatsAppMediaKind.Image => 5 * MB,
        WhatsAppMediaKind.Audio or WhatsAppMediaKind.Video => 16 * MB,
        WhatsAppMediaKind.Sticker => 500 * 1024, // 100 KB for a static one, which the type does not reveal
        _ => 100 * MB,
    };

    /// <summary>Whether Meta accepts the content type for this kind. A document may have any.</summary>
    public static bool Takes(this WhatsAppMediaKind kind, string contentType)
    {
        var type = contentType.Split(';')[0].Trim();
        return kind switch
        {
            WhatsAppMediaKind.Image => type is "image/jpeg" or "image/png",
            WhatsAppMediaKind.Audio => type is "audio/aac" or "audio/amr" or "audio/mpeg" or "audio/mp4" or "audio/ogg",
            WhatsAppMediaKind.Video => type is "video/mp4" or "video/3gpp",
            WhatsAppMediaKind.Sticker => type is "image/webp",
            _ => type.Contains('/'),
        };
    }

    /// <summary>The kind of an <see cref="InboundAttachment.Kind"/>.</summary>
    public static WhatsAppMediaKind Of(string attachmentKind) => attachmentKind switch
    {
        MessageKinds.Image => WhatsAppMediaKind.Image,
        MessageKinds.Audio or MessageKinds.Voice => WhatsAppMediaKind.Audio,
        MessageKinds.Video => WhatsAppMediaKind.Video,
        MessageKinds.Sticker => WhatsAppMediaKind.Sticker,
        _ => WhatsAppMediaKind.Document,
    };
}
