using System.Text.Json.Serialization;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>A text with up to three buttons or a list of choices. The id of the chosen item comes back to us.</summary>
internal sealed record WhatsAppInteractive
{
    private WhatsAppInteractive(string type, string body, WhatsAppAction action) =>
        (Type, Body, Action) = (type, new WhatsAppWords(body), action);

    [JsonPropertyName("type")] public string Type { get; }
    [JsonPropertyName("header")] public WhatsAppHeader? Header { get; init; }
    [JsonPropertyName("body")] public WhatsAppWords Body { get; }
    [JsonPropertyName("footer")] public WhatsAppWords? Footer { get; init; }
    [JsonPropertyName("action")] public WhatsAppAction Action { get; }

    public static WhatsAppInteractive WithButtons(string body, params IReadOnlyList<WhatsAppChoice> choices) =>
        new("button", body, new WhatsAppAction { Buttons = [.. choices.Select(choice => new WhatsAppButton(choice))] });

    /// <param name="label">The label of the button that opens the list.</param>
    public static WhatsAppInteractive WithList(string body, string label, params IReadOnlyList<WhatsAppSection> sections) =>
        new("list", body, new WhatsAppAction { Label = label, Sections = sections });
}

internal sealed record WhatsAppWords([property: JsonPropertyName("text")] string Text);

internal sealed record WhatsAppHeader([property: JsonPropertyName("text")] string Text)
{
    [JsonPropertyName("type")] public string Type { get; } = "text";
}

internal sealed record WhatsAppAction
{
    [JsonPropertyName("buttons")] public IReadOnlyList<WhatsAppButton>? Buttons { get; init; }
    [JsonPropertyName("button")] public string? Label { get; init; }
    [JsonPropertyName("sections")] public IReadOnlyList<WhatsAppSection>? Sections { get; init; }
}

internal sealed record WhatsAppButton([property: JsonPropertyName("reply")] WhatsAppChoice Reply)
{
    [JsonPropertyName("type")] public string Type { get; } = "reply";
}

/// <param name="Description">For list rows only.</param>
internal sealed record WhatsAppChoice(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("title")] string Title,
    [property: JsonPropertyName("description")] string? Description = null);

/// <param name="Title">May be null only if there is a single section.</param>
internal sealed record WhatsAppSection(
    [property: JsonPropertyName("title")] string? Title,
    [property: JsonPropertyName("rows")] IReadOnlyList<WhatsAppChoice> Rows);
