using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>Stores what happened on the channels, each event once, in one write.</summary>
public sealed partial class SessionGrain
{
    public async Task<int> ReceiveAsync(ImmutableArray<ChannelEvent> events)
    {
        if (Elsewhere is { } other) return await other.ReceiveAsync(events);
        using var storing = starts.Store();
        var fresh = Fresh(events);
        if (fresh.IsEmpty)
        {
            // The other delivery may still be storing them, or have failed to ask for the wake-up.
            await WakeSoonAsync();
            await StoredAsync();
            return 0;
        }

        var before = State;
        var next = before;
        foreach (var e in fresh) next = Take(next, e).WithSeen(SessionRecord.IdOf(e));
        // An empty inbox takes any batch: one that never fits would be sent for days. What is no question always comes in.
        if (!before.Inbox.IsEmpty && next.Inbox.Length > Math.Max(before.Inbox.Length, SessionRecord.MaxInbox)
            && fresh.OfType<InboundMessage>().Any(m => !IsCancel(m) && next.Inbox.Any(n => n.Id == m.Id))) throw new SessionBusyException();
        var stops = (before.HumanSince is null && next.HumanSince is not null) || next.Inbox.Any(m => IsCancel(m) && !before.Inbox.Contains(m));
        var jobs = before.Jobs.Where(j => j.IsFollowed && next.Jobs.All(n => n.JobId != j.JobId || n.Settled)).ToList();
        // Both before the answer: a wake-up too many does no harm, one too few loses an acknowledged message.
        await Task.WhenAll(WakeSoonAsync(), CommitAsync(next));
        if (stops) _answer?.Cancel();
        foreach (var pressed in fresh.OfType<InboundMessage>().Where(m => m.CallbackId is not null)) Run(token => AnswerButtonAsync(pressed, token));
        foreach (var billed in next.Sent.Where(s => s.Billable == true && before.Sent.Any(b => b.OutboxId == s.OutboxId && b.Billable != true)))
            metrics.Billed(billed.To.Channel, billed.PriceCategory);
        foreach (var failed in fresh.OfType<DeliveryReceipt>().Where(r => r.Status == DeliveryStatus.Failed)) await TellLineAsync(failed);
        // Who opted out wants no video either.
        foreach (var job in jobs) await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(job.JobId)).CancelAsync();
        GoOn();
        return fresh.Length;
    }

    /// <summary>At once, and not in the order of the inbox: a button waits visibly, and only for a while.</summary>
    private async Task AnswerButtonAsync(InboundMessage pressed, CancellationToken cancellationToken)
    {
        try
        {
            if (SenderOf(pressed.From) is { } sender) await sender.AnswerButtonAsync(pressed.From, pressed.CallbackId!, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogButtonFailed(exception, SessionId);
        }
    }

    private ImmutableArray<ChannelEvent> Fresh(ImmutableArray<ChannelEvent> events) =>
        [.. events.Where(e => !State.Seen.Contains(SessionRecord.IdOf(e))).DistinctBy(SessionRecord.IdOf)];

    private SessionRecord Take(SessionRecord state, ChannelEvent e)
    {
        if (e is AddressChanged changed) return Move(state, changed);
        state = state.WithSame(e.From, e.AlsoKnownAs);
        e = e with { From = state.PrimaryOf(e.From) };
        return e switch
        {
            InboundMessage message => TakeMessage(state, message),
            MessageEdited edited => state with
            {
                // One that was answered stays answered.
                Inbox = [.. state.Inbox.Select(m => m != _answering && IsSame(m, e.From, edited.MessageId) ? m with { Text = edited.Text } : m)],
            },
            MessageRevoked revoked => state with { Inbox = state.Inbox.RemoveAll(m => m != _answering && IsSame(m, e.From, revoked.MessageId)) },
            DeliveryReceipt receipt => TakeReceipt(state, receipt),
            ConsentChanged consent => state.WithConsent(e.From, consent.OptedOut, consent.At),
            HumanReply human => state.TakenOver(time.GetUtcNow()).WithTurns(new ChatTurn("human", human.Text ?? "", human.At)),
            _ => state,
        };
    }

    private SessionRecord TakeMessage(SessionRecord state, InboundMessage message)
    {
        var now = time.GetUtcNow();
        var known = state.AddressOf(message.From);
        var isOpen = SenderOf(message.From)?.Window is not { } window || now - message.At <= window;
        state = state.Touched(now).WithAddress(known with
        {
            LastInboundAt = known.LastInboundAt > message.At ? known.LastInboundAt : message.At,
            InvitedAt = isOpen ? null : known.InvitedAt,
        }) with
        {
            Language = state.Language ?? Languages.Of(message),
            // The person wrote: what waited for that may go.
            Outbox = [.. state.Outbox.Select(o => isOpen && o.Held && o.Message.To == message.From ? o with { Held = false } : o)],
        };

        if (message.Kind is MessageKinds.Reaction) return state.WithRead([message]);
        if (ConsentWords.MeansStop(message.Payload) || ConsentWords.MeansStop(message.Text))
        {
            var stopped = state.WithRead([message]).WithConsent(message.From, optedOut: true, message.At, byWords: true);
            if (known.OptedOut || !isOpen || !stopped.IsOptedOut(message.From)) return stopped;
            var goodbye = new OutboundMessage { Id = OutboxIdOf(message, "stop"), To = message.From, Text = Texts.Of(state.Language).OptedOut };
            return stopped.WithOutbound(new OutboxItem(goodbye, OutboxKind.Consent));
        }

        if (known.OptedOut)
        {
            if (known.ByWords && !ConsentWords.MeansStart(message.Text) && message.Text?.StartsWith('/') != true) return state.WithRead([message]);
            state = state.WithConsent(message.From, optedOut: false, message.At);
            if (state.IsOptedOut(message.From)) return state.WithRead([message]);
        }

        if (state.HumanSince is not null || now - message.At > options.Value.StaleAfter) return state.WithRead([message]);
        if (IsCancel(message))
        {
            // It overtakes what waits, but not the message that is being answered: that answer ends first.
            var first = _answering is not null && state.Inbox.Contains(_answering) ? 1 : 0;
            return state with { Inbox = state.Inbox.Insert(first, message) };
        }

        return state with { Inbox = state.Inbox.Add(message) };
    }

    /// <summary>What comes before the send's own answer, or instead of it, counts: the channel had the message.</summary>
    private SessionRecord TakeReceipt(SessionRecord state, DeliveryReceipt receipt)
    {
        var item = state.Outbox.FirstOrDefault(o => o.Message.Id == receipt.OutboxId);
        if (item is not null) state = state.Sending(item, receipt.ChannelMessageId, DeliveryStatus.Sent, time.GetUtcNow());
        var sent = state.Sent.FirstOrDefault(s => s.OutboxId == receipt.OutboxId || (s.ChannelMessageId == receipt.ChannelMessageId && s.To.Channel == receipt.From.Channel && s.To.Account == receipt.From.Account));
        if (sent is null) return state;
        item ??= state.Unconfirmed.FirstOrDefault(o => o.Message.Id == sent.OutboxId);
        var next = sent with
        {
            ChannelMessageId = sent.ChannelMessageId ?? receipt.ChannelMessageId,
            Status = Deliveries.Next(sent.Status, receipt.Status),
            ErrorCode = receipt.ErrorCode ?? sent.ErrorCode,
            Billable = receipt.Billable ?? sent.Billable,
            PriceCategory = receipt.PriceCategory ?? sent.PriceCategory,
        };
        state = state with { Sent = state.Sent.Replace(sent, next) };
        if (next.Status < DeliveryStatus.Delivered) return state;
        state = state with { Unconfirmed = state.Unconfirmed.RemoveAll(o => o.Message.Id == sent.OutboxId) };
        return next.Status == DeliveryStatus.Failed && sent.Status != DeliveryStatus.Failed ? TakeFailure(state, next, item, receipt) : state;
    }

    /// <summary>What a message that the channel took first and refused later asks for: the same as if it had refused it at once.</summary>
    private SessionRecord TakeFailure(SessionRecord state, SentMessage sent, OutboxItem? item, DeliveryReceipt receipt)
    {
        if (receipt.ErrorCode is not { } code || SenderOf(sent.To) is not { } sender) return state;
        switch (sender.FaultOf(code, receipt.ErrorText).Outcome)
        {
            case SendOutcome.OptedOut or SendOutcome.RecipientGone:
                return state.WithConsent(sent.To, optedOut: true, receipt.At);
            case SendOutcome.WindowClosed when item is not null:
                // The channel knows better than we when the person last wrote: it waits until they do again.
                return Again(state, item).WithAddress(state.AddressOf(sent.To) with { LastInboundAt = null });
            case SendOutcome.FileRefused when item is { Message: var message } && WithoutFile(message) is { } plain:
                return Again(state, item with { Message = plain });
            default:
                return state;
        }

        static SessionRecord Again(SessionRecord state, OutboxItem item) => state with
        {
            Sent = state.Sent.RemoveAll(s => s.OutboxId == item.Message.Id),
            Outbox = state.Outbox.Insert(0, item with { SendingSince = null, NotBefore = null, Held = false }),
        };
    }

    /// <summary>A changed number or id. Where the old one only stood beside a number that stays, the new one does so in its place.</summary>
    private static SessionRecord Move(SessionRecord state, AddressChanged changed)
    {
        var known = state.WithSame(changed.From, changed.AlsoKnownAs.RemoveAll(a => a == changed.NewAddress));
        var primary = known.PrimaryOf(changed.From);
        return primary == changed.From ? known.Moved(changed.From, changed.NewAddress) : known.WithSame(primary, [changed.NewAddress]);
    }

    private static bool IsSame(InboundMessage message, ChannelAddress from, string channelMessageId) =>
        message.From == from && (message.ChannelMessageId ?? message.Id) == channelMessageId;

    private static bool IsCancel(InboundMessage message) =>
        (message.Payload ?? message.Text) is { } text && ChatCommand.Parse(text).Kind == ChatCommandKind.Cancel;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {SessionId}: a pressed button could not be answered")]
    private partial void LogButtonFailed(Exception exception, string sessionId);
}
