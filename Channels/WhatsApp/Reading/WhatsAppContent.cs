using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>The content of a message, by its type.</summary>
internal sealed record WhatsAppContent(string Kind)
{
    public string? Text { get; init; }
    public string? Summary { get; init; }
    public string? Payload { get; init; }
    public string? ReactsTo { get; init; }
    public InboundAttachment? Attachment { get; init; }

    public static WhatsAppContent Of(JsonElement message, string type, JsonElement value)
    {
        var content = message.Get(type);
        return type switch
        {
            "text" => new(MessageKinds.Text) { Text = WordsOf(message) },
            "image" or "video" or "document" or "sticker" or "audio" => WhatsAppMediaContent.Of(content, type),
            "location" => new(MessageKinds.Location) { Summary = WhatsAppSummary.OfLocation(content) },
            "contacts" => new(MessageKinds.Contacts) { Summary = WhatsAppSummary.OfContacts(message.Items(type)) },
            "order" => new(MessageKinds.Order) { Text = Words(content, "text"), Summary = WhatsAppSummary.OfOrder(content) },
            "reaction" => new(MessageKinds.Reaction)
            {
                Summary = content.Text("emoji") is { } emoji ? WhatsAppBounds.Join(" ", "Reacted with", emoji) : "Removed the reaction",
                ReactsTo = WhatsAppPeople.Key(content, "message_id"),
            },
            "button" => new(MessageKinds.Button) { Text = Words(content, "text"), Payload = content.Text("payload") },
            "interactive" => OfInteractive(content, value),
            // Somebody opened the chat for the first time; they have written nothing yet.
            "request_welcome" => new(MessageKinds.Button) { Payload = "/start" },
            "unsupported" or "unknown" => new(MessageKinds.Unsupported)
            {
                Summary = WhatsAppBounds.Join(": ", message.Get("unsupported").Text("type"), WhatsAppSummary.OfErrors(message)),
            },
            _ => new(WhatsAppBounds.OneLine(type, WhatsAppBounds.Kind) ?? MessageKinds.Unsupported) { Text = WordsOf(message) },
        };
    }

    /// <summary>The text or caption of a message of any type.</summary>
    public static string? WordsOf(JsonElement message)
    {
        var content = message.Get(message.Text("type") ?? MessageKinds.Text);
        return Words(content, "body") ?? Words(content, "caption");
    }

    private static WhatsAppContent OfInteractive(JsonElement content, JsonElement value)
    {
        if (content.Get("button_reply") is { ValueKind: JsonValueKind.Object } button)
            return new(MessageKinds.Button) { Text = Words(button, "title"), Payload = button.Text("id") };

        if (content.Get("list_reply") is { ValueKind: JsonValueKind.Object } row)
        {
            return new(MessageKinds.Button)
            {
                Text = Words(row, "title"),
                Payload = row.Text("id"),
                Summary = WhatsAppBounds.OneLine(row.Text("description"), WhatsAppBounds.Line),
            };
        }

        if (content.Get("nfm_reply") is { ValueKind: JsonValueKind.Object } form)
            return WhatsAppFlow.Of(form, Words(form, "body"));

        if (content.Get("call_permission_reply") is { ValueKind: JsonValueKind.Object } permission)
            return new(WhatsAppKinds.CallPermission) { Summary = WhatsAppBounds.Join(": ", "Calls", permission.Text("response")) };

        // What Meta cannot express arrives as a bare "interactive", with the reason beside the messages.
        return new(MessageKinds.Unsupported) { Summary = WhatsAppBounds.Join(": ", content.Text("type"), WhatsAppSummary.OfErrors(value)) };
    }

    private static string? Words(JsonElement element, string name) => WhatsAppBounds.Cut(element.Text(name), WhatsAppBounds.Text);
}
