using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Outbox;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// Builds the messages that answer a person's message. Their ids are derived from it, so an answer built again is not sent
/// again.
/// </summary>
internal sealed class Reply(SessionServices services)
{
    public Func<SessionRecord, SessionRecord> To(InboundMessage message, string text, string? fileId = null) =>
        state => services.Enqueue(state, Message(message, "reply", text) with { FileId = fileId }, OutboxKind.Reply);

    /// <summary>An answer that a model wrote, with Markdown.</summary>
    public Func<SessionRecord, SessionRecord> Written(InboundMessage message, string markdown) =>
        state => services.EnqueueAnswer(state, Message(message, "reply", markdown));

    public static OutboundMessage Message(InboundMessage message, string suffix, string text) => new()
    {
        Id = IdOf(message, suffix),
        To = message.From,
        Text = text,
        ReplyToId = QuotedBy(message),
        Topic = message.Topic,
    };

    public static string IdOf(InboundMessage message, string suffix) => GrainKeys.DerivedId(SessionRecord.IdOf(message), suffix);

    /// <summary>In a group an answer quotes its question.</summary>
    public static string? QuotedBy(InboundMessage message) => message.InGroup ? message.ChannelMessageId : null;
}
