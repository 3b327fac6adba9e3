using System.Text.Json.Serialization;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>Meta's response to an accepted message.</summary>
internal sealed record WhatsAppAccepted(
    [property: JsonPropertyName("messages")] IReadOnlyList<WhatsAppId>? Messages,
    [property: JsonPropertyName("contacts")] IReadOnlyList<WhatsAppContact>? Contacts = null)
{
    public string? MessageId => Messages is [{ Id: { } id }, ..] ? id : null;

    /// <summary>The contact that the recipient was found as; null if the response names none, or another recipient.</summary>
    /// <param name="asked">The phone number or the user id that was addressed.</param>
    public WhatsAppContact? ContactOf(string asked) => Contacts?.FirstOrDefault(contact => contact?.IsFor(asked) == true);
}

/// <param name="Input">The recipient, as it was addressed.</param>
/// <param name="WhatsAppId">The phone number under which WhatsApp knows the person.</param>
/// <param name="UserId">The business-scoped user id, where the number is hidden from us.</param>
internal sealed record WhatsAppContact(
    [property: JsonPropertyName("input")] string? Input,
    [property: JsonPropertyName("wa_id")] string? WhatsAppId,
    [property: JsonPropertyName("user_id")] string? UserId)
{
    public bool IsFor(string asked) => string.IsNullOrEmpty(Input) || Input == asked
        || (asked.All(char.IsAsciiDigit) && string.Concat(Input.Where(char.IsAsciiDigit)) == asked);

    /// <summary>
    /// Whether this id of the contact is the asked person's: one of the two ways in which a country writes a number, or an id of
    /// another kind beside a number, which only WhatsApp can know.
    /// </summary>
    public static bool IsOne(string asked, string id) => (asked.All(char.IsAsciiDigit), id.All(char.IsAsciiDigit)) switch
    {
        (true, true) => WhatsAppNumbers.AreOne(asked, id),
        (false, false) => asked == id,
        _ => true,
    };
}

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
