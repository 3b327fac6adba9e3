using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>
/// Reads a changed reaction (core.telegram.org/bots/api#messagereactionupdated). Reactions in groups are ignored, because
/// the update does not say whether the message is one of ours.
/// </summary>
internal static class TelegramReaction
{
    private const int MaxSummary = 1_000;

    public static (string Outcome, ChannelEvent? Event) Read(JsonElement reaction, TelegramOrigin origin)
    {
        var chat = reaction.Get("chat");
        if (origin.AddressOf(chat) is not { } from || reaction.UnixTime("date") is not { } at
            || reaction.WholeNumber("message_id") is not { } messageId)
            return (TelegramOutcomes.Malformed, null);
        if (!chat.IsPrivate()) return (TelegramOutcomes.NotAddressed, null);

        var user = reaction.Get("user");
        return (TelegramOutcomes.Stored, new InboundMessage
        {
            Id = origin.EventId,
            From = from,
            At = at,
            Kind = MessageKinds.Reaction,
            Summary = Summary(Signs(reaction, "old_reaction"), Signs(reaction, "new_reaction")).Clip(MaxSummary),
            ReplyToId = messageId.ToString(CultureInfo.InvariantCulture),
            SenderName = user.NameOf(),
            Language = user.LanguageOf(),
        });
    }

    private static string Summary(string old, string now) => (old, now) switch
    {
        ("", "") => "Changed a reaction",
        ("", _) => $"Reacted with {now}",
        (_, "") => $"Removed the reaction {old}",
        _ => $"Changed the reaction from {old} to {now}",
    };

    private static string Signs(JsonElement reaction, string name) =>
        string.Join(' ', reaction.Items(name).Select(item => item.Text("type") switch
        {
            "emoji" => item.Text("emoji") ?? "(emoji)",
            "paid" => "⭐",
            _ => "(custom emoji)",
        }));
}
