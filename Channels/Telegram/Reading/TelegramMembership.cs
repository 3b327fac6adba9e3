using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>
/// Reads changes of the bot's membership in a chat (core.telegram.org/bots/api#chatmemberupdated): in a private chat,
/// whether the person blocked it; in a group, whether it is still a member.
/// </summary>
internal static class TelegramMembership
{
    public static (string Outcome, ChannelEvent? Event) Read(JsonElement update, TelegramOrigin origin)
    {
        var chat = update.Get("chat");
        if (origin.AddressOf(chat) is not { } from || update.UnixTime("date") is not { } at
            || IsIn(update.Get("new_chat_member")) is not { } isIn)
            return (TelegramOutcomes.Malformed, null);
        if (!chat.IsPrivate() && !chat.IsGroup()) return (TelegramOutcomes.Ignored, null);
        if (IsIn(update.Get("old_chat_member")) == isIn) return (TelegramOutcomes.Ignored, null); // permissions changed, not consent

        return (TelegramOutcomes.Stored, new ConsentChanged { Id = origin.EventId, From = from, At = at, OptedOut = !isIn });
    }

    private static bool? IsIn(JsonElement member) => member.Text("status") switch
    {
        "creator" or "administrator" or "member" => true,
        "restricted" => member.IsTrue("is_member"),
        "left" or "kicked" => false,
        _ => null,
    };
}
