using System.Text.Json.Serialization;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>Meta's response to an accepted message.</summary>
internal sealed record WhatsAppAccepted(
    [property: JsonPropertyName("messages")] IReadOnlyList<WhatsAppId>? Messages,
    [property: JsonPropertyName("contacts")] IReadOnlyList<WhatsAppContact>? Contacts = null)
{
    public string? MessageId => Messages is [{ Id: { } id }, ..] ? id : null;

    /// <summary>Meta's id of the person, which may differ from the number that was addressed.</summary>
    public string? PersonId => Contacts is [{ } contact, ..] ? contact.WhatsAppId ?? contact.UserId : null;
}

internal sealed record WhatsAppContact(
    [property: JsonPropertyName("wa_id")] string? WhatsAppId,
    [property: JsonPropertyName("user_id")] string? UserId);

internal sealed record WhatsAppId([property: JsonPropertyName("id")] string? Id);

/// <summary>The location and metadata of a file at Meta. The link is valid for 5 minutes.</summary>
/// <param name="Sha256">In hexadecimal or base64.</param>
internal sealed record WhatsAppMediaPlace(
    [property: JsonPropertyName("url")] string? Url,
    [property: JsonPropertyName("mime_type")] string? MimeType,
    [property: JsonPropertyName("sha256")] string? Sha256,
    [property: JsonPropertyName("file_size"), JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] long? FileSize);

internal sealed record WhatsAppFailure([property: JsonPropertyName("error")] WhatsAppError? Error);

internal sealed record WhatsAppError(
    [property: JsonPropertyName("code")] int Code,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("error_data")] WhatsAppErrorData? Data);

internal sealed record WhatsAppErrorData([property: JsonPropertyName("details")] string? Details);
