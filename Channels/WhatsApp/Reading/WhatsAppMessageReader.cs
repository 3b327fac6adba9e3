using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Reads one item of <c>messages</c>: mostly a person's message, sometimes a change to a message or to the person.</summary>
internal static class WhatsAppMessageReader
{
    public static ChannelEvent? Read(JsonElement message, WhatsAppValue value)
    {
        var type = message.Text("type") ?? (message.Has("text") ? MessageKinds.Text : MessageKinds.Unsupported);
        if (WhatsAppPeople.Key(message, "id") is not { } id) return value.Malformed(WhatsAppKinds.Other);
        if (type == "system") return WhatsAppSystem.Read(message, value, id);
        if (PersonOf(message, value) is not { } person) return value.Malformed(WhatsAppKinds.Other);

        return type switch
        {
            "edit" => Original(message.Get("edit")) is { } edited
                ? new MessageEdited
                {
                    Id = id,
                    From = person.Address,
                    At = value.TimeOf(message),
                    AlsoKnownAs = person.AlsoKnownAs,
                    MessageId = edited,
                    Text = WhatsAppContent.WordsOf(message.Get("edit").Get("message")),
                }
                : value.Malformed(WhatsAppKinds.Edit),
            "revoke" => Original(message.Get("revoke")) is { } revoked
                ? new MessageRevoked
                {
                    Id = id,
                    From = person.Address,
                    At = value.TimeOf(message),
                    AlsoKnownAs = person.AlsoKnownAs,
                    MessageId = revoked,
                }
                : value.Malformed(WhatsAppKinds.Revoke),
            _ => Heard(Inbound(message, value, type, id, person), message, value),
        };
    }

    private static InboundMessage Inbound(JsonElement message, WhatsAppValue value, string type, string id, WhatsAppPerson person)
    {
        var context = message.Get("context");
        var content = WhatsAppContent.Of(message, type, value.Json);
        return new InboundMessage
        {
            Id = id,
            From = person.Address,
            At = value.TimeOf(message),
            AlsoKnownAs = person.AlsoKnownAs,
            Text = content.Text,
            Kind = content.Kind,
            Payload = WhatsAppBounds.Cut(content.Payload, WhatsAppBounds.Id),
            Attachments = content.Attachment is { } attachment ? [attachment] : [],
            Summary = content.Summary ?? ProductOf(context),
            ReplyToId = content.ReactsTo ?? WhatsAppPeople.Key(context, "id"),
            Forwarded = IsTrue(context, "forwarded") || IsTrue(context, "frequently_forwarded"),
            Referral = ReferralOf(message.Get("referral")),
            SenderName = person.Name,
            ChannelMessageId = id,
            InGroup = WhatsAppPeople.Key(message, "group_id") is not null,
            IsNotice = content.Kind == WhatsAppKinds.CallPermission,
        };
    }

    /// <summary>The sender; in a group, the group itself, because that is where the answer goes.</summary>
    private static WhatsAppPerson? PersonOf(JsonElement message, WhatsAppValue value)
    {
        var writer = value.People.Find(
            WhatsAppPeople.Key(message, "from"),
            WhatsAppPeople.Key(message, "from_user_id"),
            WhatsAppPeople.Key(message, "from_parent_user_id"));
        return WhatsAppPeople.Key(message, "group_id") is { } group
            ? new WhatsAppPerson(value.People.Group(group), [], writer?.Name)
            : writer;
    }

    /// <summary>In a group only a command, one of our buttons or a reply to one of our messages counts. All else is ignored.</summary>
    private static ChannelEvent? Heard(InboundMessage said, JsonElement message, WhatsAppValue value)
    {
        if (!said.InGroup || said.Payload is not null || said.Text?.StartsWith('/') == true) return said;
        var author = WhatsAppPeople.Key(message.Get("context"), "from");
        if (author is not null && author == value.OurNumber) return said;
        // Without the author's number only the conversation knows whose message the id is.
        return author?.All(char.IsAsciiDigit) != true && said is { ReplyToId: not null, Kind: not MessageKinds.Reaction }
            ? said with { OnlyIfToUs = true }
            : value.Ignore(WhatsAppKinds.Group);
    }

    private static string? Original(JsonElement change) => WhatsAppPeople.Key(change, "original_message_id");

    private static bool IsTrue(JsonElement element, string name) => element.Get(name).ValueKind == JsonValueKind.True;

    private static string? ProductOf(JsonElement context) =>
        context.Get("referred_product").Text("product_retailer_id") is { } product
            ? WhatsAppBounds.Join(" ", "About product", product)
            : null;

    private static string? ReferralOf(JsonElement referral) => WhatsAppBounds.Join(
        " | ", referral.Text("source_type"), referral.Text("headline"), referral.Text("body"), referral.Text("source_url"));
}
