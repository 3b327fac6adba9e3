using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Reads one item of <c>message_echoes</c>: a message that one of our staff wrote in the WhatsApp Business app.</summary>
internal static class WhatsAppEcho
{
    public static ChannelEvent? Read(JsonElement echo, WhatsAppValue value)
    {
        if (echo.Text("type") == "revoke") return value.Ignore(WhatsAppKinds.Revoke);

        var to = WhatsAppPeople.Key(echo, "to");
        if (to is not null && to == value.OurNumber) to = WhatsAppPeople.Key(echo, "from"); // sender and recipient are swapped
        var customer = value.People.Find(to, WhatsAppPeople.Key(echo, "to_user_id"), WhatsAppPeople.Key(echo, "to_parent_user_id"));
        if (WhatsAppPeople.Key(echo, "id") is not { } id || customer is null) return value.Malformed(WhatsAppKinds.HumanReply);

        var written = echo.Text("type") == "edit" ? echo.Get("edit").Get("message") : echo;
        return new HumanReply
        {
            Id = id,
            From = customer.Address,
            At = value.TimeOf(echo),
            AlsoKnownAs = customer.AlsoKnownAs,
            Text = WhatsAppContent.WordsOf(written),
        };
    }

}
