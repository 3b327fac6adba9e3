using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>
/// What is said on another channel also comes to the person's page, once they have joined the two: as a copy, which leaves the outbox
/// like every message.
/// </summary>
internal static class PageCopies
{
    /// <summary>Adds a copy of our message, if it goes to another channel and the person has a page.</summary>
    public static SessionRecord WithCopy(this SessionRecord state, OutboundMessage message, DateTimeOffset now) => state.WithCopy(
        message.To, message.Id, copy => copy with { Text = message.Text, JobId = message.JobId, Media = message.Media }, now);

    /// <summary>Adds a copy of the person's message, if it came on another channel and they have a page.</summary>
    public static SessionRecord WithCopy(this SessionRecord state, InboundMessage message, DateTimeOffset now) => state.WithCopy(
        message.From, SessionRecord.IdOf(message), copy => copy with { Text = QuestionText.Shown(message), IsTheirs = true }, now);

    private static SessionRecord WithCopy(
        this SessionRecord state, ChannelAddress where, string id, Func<OutboundMessage, OutboundMessage> fill, DateTimeOffset now)
    {
        if (where.Channel == ChannelNames.Web) return state;
        if (state.Addresses.LastOrDefault(a => a.Address.Channel == ChannelNames.Web)?.Address is not { } page) return state;
        var copy = new OutboundMessage { Id = GrainKeys.DerivedId(id, "page"), To = page, Text = "", Via = where.Channel };
        return state.WithOutbound(new OutboxItem(fill(copy), OutboxKind.Reply, At: now));
    }
}
