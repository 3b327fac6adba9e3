using System.Collections.Immutable;
using System.Globalization;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.WebChat;

namespace ObsidianVault.Grains.WebChat;

/// <summary>
/// Sends to the people of the web chat: a message is sent when their thread has stored it. Their page follows jobs by itself, so
/// progress is not edited into messages.
/// </summary>
internal sealed class WebSender(IGrainFactory grains, TimeProvider time) : IChannelSender
{
    public string Channel => ChannelNames.Web;

    public int MaxTextLength => WebLimits.MaxText;

    public bool CanEdit => false;

    public bool SendsOnce => true;

    public TimeSpan? DraftPeriod => TimeSpan.FromMilliseconds(150);

    public bool CanDraft(ChannelAddress to) => true;

    public Task ShowTypingAsync(ChannelAddress to, string? topic, string? messageId, CancellationToken cancellationToken) =>
        ThreadOf(to).DraftAsync(new WebDraft("", "")).WaitAsync(cancellationToken);

    public Task ShowDraftAsync(ChannelAddress to, string? topic, long draftId, string text, CancellationToken cancellationToken) =>
        ThreadOf(to).DraftAsync(new WebDraft(draftId.ToString(CultureInfo.InvariantCulture), text)).WaitAsync(cancellationToken);

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        var picture = message.Media is { Kind: "image", ObjectKey: { } key } ? key : null;
        var stored = await ThreadOf(message.To).AppendAsync(new WebMessage
        {
            Id = message.Id,
            IsTheirs = message.IsTheirs,
            // The page makes links to its pictures itself.
            Text = picture is null ? message.Text : message.Media?.Caption ?? "",
            At = time.GetUtcNow(),
            JobId = message.JobId,
            PictureKey = picture,
            Via = message.Via,
        }).WaitAsync(cancellationToken);
        return new SendResult(SendOutcome.Sent, stored.Sequence.ToString(CultureInfo.InvariantCulture));
    }

    public Task<SendResult> EditAsync(
        ChannelAddress to, string channelMessageId, string text, ImmutableArray<OutboundButton> buttons,
        CancellationToken cancellationToken) =>
        Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "messages of the web chat do not change"));

    private IWebThreadGrain ThreadOf(ChannelAddress to) => grains.GetGrain<IWebThreadGrain>(GrainKeys.WebThread(to.ExternalId));
}
