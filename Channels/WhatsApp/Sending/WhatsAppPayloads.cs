using System.Text.Json.Serialization;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>
/// The body of a POST to <c>/{phone number id}/messages</c>: one content for one person. See <see cref="WhatsAppLimits"/>.
/// </summary>
internal sealed record WhatsAppMessage
{
    [JsonPropertyName("messaging_product")] public string MessagingProduct { get; } = "whatsapp";
    [JsonPropertyName("recipient_type")] public string RecipientType { get; init; } = "individual";

    /// <summary>The phone number or the group's id; takes precedence over <see cref="Recipient"/>.</summary>
    [JsonPropertyName("to")] public string? To { get; init; }

    /// <summary>The business-scoped user id of a person whose number is hidden from us.</summary>
    [JsonPropertyName("recipient")] public string? Recipient { get; init; }

    /// <summary>The message that this one replies to, or null. Shown as a quote.</summary>
    [JsonPropertyName("context")] public WhatsAppReplyTo? Context { get; init; }

    [JsonPropertyName("type")] public string Type => this switch
    {
        { Image: not null } => "image",
        { Audio: not null } => "audio",
        { Video: not null } => "video",
        { Document: not null } => "document",
        { Sticker: not null } => "sticker",
        { Template: not null } => "template",
        { Interactive: not null } => "interactive",
        { Reaction: not null } => "reaction",
        _ => "text",
    };

    [JsonPropertyName("text")] public WhatsAppText? Text { get; init; }
    [JsonPropertyName("image")] public WhatsAppMedia? Image { get; init; }
    [JsonPropertyName("audio")] public WhatsAppMedia? Audio { get; init; }
    [JsonPropertyName("video")] public WhatsAppMedia? Video { get; init; }
    [JsonPropertyName("document")] public WhatsAppMedia? Document { get; init; }
    [JsonPropertyName("sticker")] public WhatsAppMedia? Sticker { get; init; }
    [JsonPropertyName("template")] public WhatsAppTemplate? Template { get; init; }
    [JsonPropertyName("interactive")] public WhatsAppInteractive? Interactive { get; init; }
    [JsonPropertyName("reaction")] public WhatsAppReaction? Reaction { get; init; }

    /// <summary>Echoed in every status webhook of the message.</summary>
    [JsonPropertyName("biz_opaque_callback_data")] public required string CallbackData { get; init; }
}

/// <param name="PreviewUrl">Off: fetching a preview would claim a link meant for one person.</param>
internal sealed record WhatsAppText(
    [property: JsonPropertyName("body")] string Body,
    [property: JsonPropertyName("preview_url")] bool PreviewUrl = false);

/// <summary>A file, given either by the id of an upload or by a link that Meta fetches.</summary>
/// <param name="Caption">Not for audio and stickers.</param>
/// <param name="FileName">For documents only.</param>
internal sealed record WhatsAppMedia(
    [property: JsonPropertyName("id")] string? Id = null,
    [property: JsonPropertyName("caption")] string? Caption = null,
    [property: JsonPropertyName("link")] string? Link = null,
    [property: JsonPropertyName("filename")] string? FileName = null);

/// <param name="Emoji">Empty to remove the reaction.</param>
internal sealed record WhatsAppReaction(
    [property: JsonPropertyName("message_id")] string MessageId,
    [property: JsonPropertyName("emoji")] string Emoji);

internal sealed record WhatsAppReplyTo([property: JsonPropertyName("message_id")] string MessageId);

/// <summary>
/// Marks a message as read and shows a typing indicator until the answer arrives or for 25 seconds. Use it only when an
/// answer will follow.
/// </summary>
internal sealed record WhatsAppReadMark([property: JsonPropertyName("message_id")] string MessageId)
{
    [JsonPropertyName("messaging_product")] public string MessagingProduct { get; } = "whatsapp";
    [JsonPropertyName("status")] public string Status { get; } = "read";
    [JsonPropertyName("typing_indicator")] public WhatsAppTyping? Typing { get; init; }
}

internal sealed record WhatsAppTyping
{
    [JsonPropertyName("type")] public string Type { get; } = "text";
}
