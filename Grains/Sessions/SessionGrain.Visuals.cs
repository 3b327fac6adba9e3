using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Grains.Sessions;

/// <summary>/plot and /draw: a picture in the answer where the channel takes one of ours, and a link everywhere.</summary>
public sealed partial class SessionGrain
{
    private async Task<Func<SessionRecord, SessionRecord>> DrawAsync(InboundMessage message, VisualSpec? spec)
    {
        if (spec is null) return Reply(message, Words.DrawNeedsData);
        if (VisualRules.Check(spec) is [var fault, ..]) return Reply(message, fault.Fault);

        // The id comes from the message, so that answering it again after a crash draws the same picture once more.
        var id = GrainKeys.DerivedId("visual", SessionId, SessionRecord.IdOf(message));
        var drawn = await GrainFactory.GetGrain<IRendererGrain>(GrainKeys.Renderer()).DrawAsync(id, spec);
        if (drawn.Error is { } error) return Reply(message, error);
        var link = objects.CreateLink(drawn.Key!, lifetimes.Value.Ready, Path.GetFileName(drawn.Key!));
        var url = Uri.TryCreate(link, UriKind.Absolute, out var absolute) && absolute.Scheme.StartsWith("http", StringComparison.Ordinal) ? link : options.Value.PublicUrl.TrimEnd('/') + link;
        var picture = new OutboundMessage
        {
            Id = OutboxIdOf(message, "picture"),
            To = message.From,
            Text = url,
            ReplyToId = ReplyToOf(message),
            Media = message.From.Channel is ChannelNames.WhatsApp or ChannelNames.Telegram ? new OutboundMedia("image", null, null, Path.GetFileName(drawn.Key!), drawn.Key, drawn.ContentType) : null,
        };
        return state => Enqueue(state, picture, OutboxKind.Reply);
    }
}
