using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.WhatsApp;

/// <summary>One call to the Graph API.</summary>
public abstract record GraphRequest(string Version, string PhoneNumberId, string? Authorization);

/// <summary><c>POST /{version}/{phone number id}/messages</c>.</summary>
public sealed record GraphMessage(string Version, string PhoneNumberId, string? Authorization, JsonNode Body)
    : GraphRequest(Version, PhoneNumberId, Authorization)
{
    public string? Type => (string?)Body["type"];

    public string? To => (string?)Body["to"];

    /// <summary>The business-scoped user id, if there is no phone number.</summary>
    public string? Recipient => (string?)Body["recipient"];

    /// <summary>The text, the caption of the file, or the body beside buttons.</summary>
    public string? Text => (string?)(Body["text"]?["body"]
        ?? Body["interactive"]?["body"]?["text"]
        ?? (Type is { } type ? Body[type]?["caption"] : null));
}

/// <summary>A read mark: also <c>POST /{version}/{phone number id}/messages</c>.</summary>
public sealed record GraphReadMark(string Version, string PhoneNumberId, string? Authorization, JsonNode Body)
    : GraphRequest(Version, PhoneNumberId, Authorization)
{
    public string? MessageId => (string?)Body["message_id"];

    public bool Typing => Body["typing_indicator"] is not null;
}

/// <summary><c>POST /{version}/{phone number id}/media</c>.</summary>
public sealed record GraphUpload(
    string Version, string PhoneNumberId, string? Authorization, string MediaId, string? Product, string? ContentType, byte[] Content)
    : GraphRequest(Version, PhoneNumberId, Authorization)
{
    public string? FileName { get; init; }
}

/// <summary><c>GET /{version}/{media id}</c>: looks up the URL of a file.</summary>
public sealed record GraphMediaLookup(string Version, string PhoneNumberId, string? Authorization, string MediaId)
    : GraphRequest(Version, PhoneNumberId, Authorization);

/// <summary>The download of a file from the URL that a lookup returned.</summary>
public sealed record GraphMediaFetch(string Version, string PhoneNumberId, string? Authorization, string MediaId)
    : GraphRequest(Version, PhoneNumberId, Authorization);
