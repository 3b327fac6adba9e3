using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Reads one item of <c>statuses</c>: the delivery status of one of our messages. They may be out of order and repeated.</summary>
internal static class WhatsAppStatus
{
    public static ChannelEvent? Read(JsonElement status, WhatsAppValue value)
    {
        if (WhatsAppPeople.Key(status, "id") is not { } messageId || RecipientOf(status, value) is not { } recipient)
            return value.Malformed(WhatsAppKinds.Status);

        var word = status.Text("status");
        DeliveryStatus? reached = word switch
        {
            "sent" => DeliveryStatus.Sent,
            "delivered" => DeliveryStatus.Delivered,
            "read" or "played" => DeliveryStatus.Read,
            "failed" => DeliveryStatus.Failed,
            _ => null,
        };
        if (reached is null) return value.Ignore(WhatsAppKinds.Status);

        var error = status.Items("errors").FirstOrDefault();
        var pricing = status.Get("pricing");
        return new DeliveryReceipt
        {
            Id = WhatsAppBounds.EventId("status", messageId, word!, ParticipantOf(status) ?? ""),
            From = recipient.Address,
            At = value.TimeOf(status),
            AlsoKnownAs = recipient.AlsoKnownAs,
            ChannelMessageId = messageId,
            OutboxId = WhatsAppPeople.Key(status, "biz_opaque_callback_data"),
            Status = reached.Value,
            ErrorCode = error.WholeNumber("code") is { } code and >= int.MinValue and <= int.MaxValue ? (int)code : null,
            ErrorText = WhatsAppSummary.DetailOf(error),
            Billable = pricing.Get("billable").ValueKind switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                _ => null,
            },
            PriceCategory = WhatsAppBounds.OneLine(pricing.Text("category"), WhatsAppBounds.Kind),
        };
    }

    private static WhatsAppPerson? RecipientOf(JsonElement status, WhatsAppValue value)
    {
        var id = WhatsAppPeople.Key(status, "recipient_id");
        if (status.Text("recipient_type") == "group")
            return id is null ? null : new WhatsAppPerson(value.People.Group(id), [], null);

        return value.People.Find(
            id, WhatsAppPeople.Key(status, "recipient_user_id"), WhatsAppPeople.Key(status, "recipient_parent_user_id"));
    }

    /// <summary>The group member it is about: each has their own statuses.</summary>
    private static string? ParticipantOf(JsonElement status) =>
        WhatsAppPeople.Key(status, "recipient_participant_id") ?? WhatsAppPeople.Key(status, "recipient_participant_user_id");
}
