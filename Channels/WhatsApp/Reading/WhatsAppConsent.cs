using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Reads one item of <c>user_preferences</c>: a person used WhatsApp's own switch to stop or resume marketing messages.</summary>
internal static class WhatsAppConsent
{
    public static ChannelEvent? Read(JsonElement preference, WhatsAppValue value)
    {
        var person = value.People.Find(
            WhatsAppPeople.Key(preference, "wa_id"),
            WhatsAppPeople.Key(preference, "user_id"),
            WhatsAppPeople.Key(preference, "parent_user_id"));
        if (person is null) return value.Malformed(WhatsAppKinds.Consent);

        var word = preference.Text("value")?.ToLowerInvariant();
        if (word is not ("stop" or "resume" or "signup") || preference.Text("category") is not (null or "marketing_messages"))
            return value.Ignore(WhatsAppKinds.Consent);

        var at = value.TimeOf(preference);
        return new ConsentChanged
        {
            // The item has no id of its own.
            Id = WhatsAppBounds.EventId(
                "consent", person.Address.ExternalId, word, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            From = person.Address,
            At = at,
            AlsoKnownAs = person.AlsoKnownAs,
            OptedOut = word == "stop",
            Scope = ConsentScope.Marketing,
        };
    }
}
