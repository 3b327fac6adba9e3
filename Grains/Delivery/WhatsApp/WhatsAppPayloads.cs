using System.Text.Json.Serialization;

namespace ObsidianVault.Delivery.WhatsApp;

/// <summary>What we POST to <c>/{phone number id}/messages</c>.</summary>
internal sealed record WhatsAppMessage
{
    [JsonPropertyName("messaging_product")] public string MessagingProduct { get; } = "whatsapp";
    [JsonPropertyName("recipient_type")] public string RecipientType { get; } = "individual";

    /// <summary>The phone number; wins over <see cref="Recipient"/>.</summary>
    [JsonPropertyName("to")] public string? To { get; init; }

    /// <summary>The business-scoped user id of a person whose number we do not see.</summary>
    [JsonPropertyName("recipient")] public string? Recipient { get; init; }

    [JsonPropertyName("type")] public string Type => Video is null ? "text" : "video";
    [JsonPropertyName("text")] public WhatsAppText? Text { get; init; }
    [JsonPropertyName("video")] public WhatsAppVideo? Video { get; init; }

    /// <summary>Echoed in every status webhook of the message.</summary>
    [JsonPropertyName("biz_opaque_callback_data")] public required string CallbackData { get; init; }
}

/// <param name="PreviewUrl">Off: a preview would fetch a link that was made for one person.</param>
internal sealed record WhatsAppText(
    [property: JsonPropertyName("body")] string Body,
    [property: JsonPropertyName("preview_url")] bool PreviewUrl = false);

internal sealed record WhatsAppVideo(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("caption")] string Caption);

internal sealed record WhatsAppAccepted([property: JsonPropertyName("messages")] IReadOnlyList<WhatsAppId>? Messages);

internal sealed record WhatsAppId([property: JsonPropertyName("id")] string? Id);

internal sealed record WhatsAppFailure([property: JsonPropertyName("error")] WhatsAppError? Error);

internal sealed record WhatsAppError(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("error_data")] WhatsAppErrorData? Data);

internal sealed record WhatsAppErrorData([property: JsonPropertyName("details")] string? Details);
