using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Reads WhatsApp's own notices about a person: a new phone number or user id. A new device changes nothing for us.</summary>
internal static class WhatsAppSystem
{
    public static ChannelEvent? Read(JsonElement message, WhatsAppValue value, string id)
    {
        var system = message.Get("system");
        var phone = WhatsAppPeople.Key(message, "from") ?? WhatsAppPeople.Key(system, "customer");
        var userId = WhatsAppPeople.Key(message, "from_user_id");
        var newUserId = WhatsAppPeople.Key(system, "user_id");
        var (was, now) = system.Text("type") switch
        {
            "user_changed_number" or "customer_changed_number" => (
                phone ?? userId, WhatsAppPeople.Key(system, "wa_id") ?? WhatsAppPeople.Key(system, "new_wa_id") ?? newUserId),
            // The old id is not always included. In that case the next message joins the new one to the phone number.
            "user_changed_user_id" => (WhatsAppPeople.Key(system, "previous_user_id") ?? userId, newUserId),
            _ => default,
        };
        if (was is null || now is null || was == now) return value.Ignore(WhatsAppKinds.System);

        var others = new[] { phone, userId, WhatsAppPeople.Key(system, "wa_id"), newUserId, WhatsAppPeople.Key(system, "parent_user_id") };
        return new AddressChanged
        {
            Id = id,
            From = value.People.Address(was),
            At = value.TimeOf(message),
            NewAddress = value.People.Address(now),
            AlsoKnownAs = [.. others.OfType<string>().Where(other => other != was && other != now).Distinct().Select(value.People.Address)],
        };
    }
}
