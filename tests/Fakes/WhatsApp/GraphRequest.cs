using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes;

/// <summary>One call of the Graph API.</summary>
public abstract record GraphRequest(string Version, string PhoneNumberId, string? Authorization);

/// <summary><c>POST /{version}/{phone number id}/messages</c>.</summary>
public sealed record GraphMessage(string Version, string PhoneNumberId, string? Authorization, JsonNode Body)
    : GraphRequest(Version, PhoneNumberId, Authorization)
{
    public string? Type => (string?)Body["type"];

    public string? To => (string?)Body["to"];

    /// <summary>The text, or the caption of the video.</summary>
    public string? Text => (string?)(Body["text"]?["body"] ?? Body["video"]?["caption"]);
}

/// <summary><c>POST /{version}/{phone number id}/media</c>.</summary>
public sealed record GraphUpload(
    string Version, string PhoneNumberId, string? Authorization, string MediaId, string? Product, string? ContentType, byte[] Content)
    : GraphRequest(Version, PhoneNumberId, Authorization);
