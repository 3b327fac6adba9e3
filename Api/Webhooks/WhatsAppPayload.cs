using System.Text.Json;

namespace ObsidianVault.Webhooks;

/// <summary>Reads a WhatsApp webhook: every message of every change of every entry, for Meta sends them in batches.</summary>
internal static class WhatsAppPayload
{
    public static IEnumerable<InboundMessage> Read(JsonElement payload)
    {
        foreach (var entry in payload.Items("entry"))
        foreach (var change in entry.Items("changes"))
        {
            if (change.Text("field") is not (null or "messages")) continue; // echoes, history and notices are not for us to answer

            var value = change.Get("value");
            if (value.Get("metadata").Text("phone_number_id").AsKeyPart() is not { } phoneNumberId) continue;

            foreach (var message in value.Items("messages"))
                if (ReadMessage(message, value, phoneNumberId) is { } inbound)
                    yield return inbound;
        }
    }

    private static InboundMessage? ReadMessage(JsonElement message, JsonElement value, string phoneNumberId)
    {
        if (message.Text("id").AsKeyPart() is not { } id
            || SenderOf(message, value) is not { } sender
            || message.UnixTime("timestamp") is not { } sentAt)
        {
            return null;
        }

        var kind = message.Text("type") ?? (message.Has("text") ? "text" : "unknown");
        return new InboundMessage
        {
            Id = id,
            From = new ChannelAddress(Channels.WhatsApp, phoneNumberId, sender),
            At = sentAt,
            Text = TextOf(message, kind),
            Kind = kind,
        };
    }

    /// <summary>
    /// The phone number, else the business-scoped user id: a person with a username has no number that we see, and
    /// <c>from</c> is then absent or empty. Where the message names nobody, a contact that stands alone does.
    /// </summary>
    private static string? SenderOf(JsonElement message, JsonElement value)
    {
        if ((message.Text("from") ?? message.Text("from_user_id")).AsKeyPart() is { } sender) return sender;
        return value.Items("contacts").ToArray() is [var only] ? (only.Text("wa_id") ?? only.Text("user_id")).AsKeyPart() : null;
    }

    private static string? TextOf(JsonElement message, string kind)
    {
        var content = message.Get(kind);
        return kind switch
        {
            "text" => content.Text("body"),
            "button" => content.Text("text"),
            "interactive" => content.Get("button_reply").Text("title") ?? content.Get("list_reply").Text("title"),
            _ => content.Text("caption"),
        };
    }
}
