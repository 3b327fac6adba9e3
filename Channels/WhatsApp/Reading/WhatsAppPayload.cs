using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>
/// Reads a WhatsApp webhook: every change of every entry, since Meta sends them in batches. Unknown or broken items are
/// reported to the caller and never prevent the rest from being read.
/// </summary>
public static class WhatsAppPayload
{
    /// <param name="payload">As parsed by <see cref="WhatsAppBody"/>.</param>
    /// <param name="receivedAt">The time of items that carry none of their own.</param>
    /// <param name="leave">Receives every item that became no event.</param>
    public static IEnumerable<ChannelEvent> Read(JsonElement payload, DateTimeOffset receivedAt, Action<WhatsAppLeft> leave)
    {
        foreach (var entry in payload.Items("entry"))
        foreach (var change in entry.Items("changes"))
        foreach (var happened in ReadChange(change, entry.UnixTime("time") ?? receivedAt, leave))
            yield return happened;
    }

    private static IEnumerable<ChannelEvent> ReadChange(JsonElement change, DateTimeOffset at, Action<WhatsAppLeft> leave)
    {
        var json = change.Get("value");
        var field = change.Text("field") ?? "messages";
        if (field is not ("messages" or "smb_message_echoes" or "user_preferences"))
        {
            leave(WhatsAppNotice.Of(field, json));
            return [];
        }

        if (WhatsAppPeople.Key(json.Get("metadata"), "phone_number_id") is not { } account)
        {
            leave(new WhatsAppLeft(WhatsAppKinds.Other, WhatsAppOutcomes.Malformed));
            return [];
        }

        var value = new WhatsAppValue(json, account, at, leave);
        return field switch
        {
            "smb_message_echoes" => value.Each("message_echoes", WhatsAppKinds.HumanReply, WhatsAppEcho.Read),
            "user_preferences" => value.Each("user_preferences", WhatsAppKinds.Consent, WhatsAppConsent.Read),
            _ => ReadMessages(value),
        };
    }

    private static IEnumerable<ChannelEvent> ReadMessages(WhatsAppValue value)
    {
        foreach (var message in value.Each("messages", WhatsAppKinds.Other, WhatsAppMessageReader.Read)) yield return message;
        foreach (var status in value.Each("statuses", WhatsAppKinds.Status, WhatsAppStatus.Read)) yield return status;
        foreach (var error in value.Json.Items("errors")) value.Leave(WhatsAppNotice.OfError(error));
    }
}
