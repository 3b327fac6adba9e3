using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace ObsidianVault.Sessions;

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

        // An empty inbox takes any batch: one that never fits would be sent for days.
        if (!State.Inbox.IsEmpty && State.Inbox.Length + events.OfType<InboundMessage>().Count() > SessionRecord.MaxInbox) throw new SessionBusyException();
        var next = State;
        foreach (var e in fresh) next = Take(next, e).WithSeen(SessionRecord.IdOf(e));
        var stops = fresh.OfType<InboundMessage>().Any(IsCancel);
        var jobs = State.Jobs.Where(j => j.IsFollowed && next.Jobs.All(n => n.JobId != j.JobId || n.Settled)).ToList();
        // Both before the answer: a wake-up too many does no harm, one too few loses an acknowledged message.
        await Task.WhenAll(WakeSoonAsync(), CommitAsync(next));
        if (stops) _answer?.Cancel();
        foreach (var pressed in fresh.OfType<InboundMessage>().Where(m => m.CallbackId is not null)) Run(token => AnswerButtonAsync(pressed, token));
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

    private SessionRecord Take(SessionRecord state, ChannelEvent e) => e switch
    {
        InboundMessage message => TakeMessage(state, message),
        MessageEdited edited => state with
        {
            // One that was answered stays answered.
            Inbox = [.. state.Inbox.Select(m => m != _answering && IsSame(m, e.From, edited.MessageId) ? m with { Text = edited.Text } : m)],
        },
        MessageRevoked revoked => state with { Inbox = state.Inbox.RemoveAll(m => m != _answering && IsSame(m, e.From, revoked.MessageId)) },
        DeliveryReceipt receipt => TakeReceipt(state, receipt),
        ConsentChanged consent => state.WithConsent(e.From, consent.OptedOut),
        AddressChanged changed => Move(state, e.From, changed.NewAddress),
        HumanReply human => state.WithTurns(new ChatTurn("human", human.Text ?? "", human.At)) with { HumanSince = state.HumanSince ?? time.GetUtcNow() },
        _ => state,
    };

    private SessionRecord TakeMessage(SessionRecord state, InboundMessage message)
    {
        var now = time.GetUtcNow();
        var known = state.AddressOf(message.From);
        state = state.Touched(now).WithAddress(known with
        {
            LastInboundAt = known.LastInboundAt > message.At ? known.LastInboundAt : message.At,
            InvitedAt = null,
        }) with
        {
            Language = state.Language ?? Languages.Of(message),
            // The person wrote: what waited for that may go.
            Outbox = [.. state.Outbox.Select(o => o.Held && o.Message.To == message.From ? o with { Held = false } : o)],
        };

        if (message.Kind is MessageKinds.Reaction) return Read(state, [message]);
        if (ConsentWords.MeansStop(message.Text))
        {
            if (known.OptedOut) return state;
            var goodbye = new OutboundMessage { Id = OutboxIdOf(message, "stop"), To = message.From, Text = Texts.Of(state.Language).OptedOut };
            return Read(state, [message]).WithConsent(message.From, optedOut: true, byWords: true).WithOutbound(new OutboxItem(goodbye, OutboxKind.Consent));
        }

        if (known.OptedOut)
        {
            if (known.ByWords && !ConsentWords.MeansStart(message.Text) && message.Text?.StartsWith('/') != true) return Read(state, [message]);
            state = state.WithConsent(message.From, optedOut: false);
        }

        if (IsCancel(message))
        {
            // It overtakes what waits, but not the message that is being answered: that answer ends first.
            var first = _answering is not null && state.Inbox.Contains(_answering) ? 1 : 0;
            return state with { Inbox = state.Inbox.Insert(first, message) };
        }

        if (state.HumanSince is not null || now - message.At > options.Value.StaleAfter) return Read(state, [message]);
        return state with { Inbox = state.Inbox.Add(message) };
    }

    /// <summary>Into the thread, to be shown and not answered.</summary>
    private static SessionRecord Read(SessionRecord state, ImmutableArray<InboundMessage> messages) =>
        state.WithTurns([.. messages.Select(m => new ChatTurn("user", m.Text ?? m.Summary ?? $"({m.Kind})", m.At))]);

    private SessionRecord TakeReceipt(SessionRecord state, DeliveryReceipt receipt)
    {
        if (state.Outbox.FirstOrDefault(o => o.Message.Id == receipt.OutboxId) is { } waiting)
        {
            // The receipt came before the send's own answer, or instead of it: the message was sent.
            if (receipt.Status != DeliveryStatus.Failed) return state.Sending(waiting, receipt.ChannelMessageId, receipt.Status, time.GetUtcNow());
            return state;
        }

        var sent = state.Sent.FirstOrDefault(s => s.OutboxId == receipt.OutboxId || (s.ChannelMessageId == receipt.ChannelMessageId && s.To.Channel == receipt.From.Channel && s.To.Account == receipt.From.Account));
        return sent is null ? state : state with
        {
            Sent = state.Sent.Replace(sent, sent with
            {
                ChannelMessageId = sent.ChannelMessageId ?? receipt.ChannelMessageId,
                Status = Deliveries.Next(sent.Status, receipt.Status),
                ErrorCode = receipt.ErrorCode ?? sent.ErrorCode,
                Billable = receipt.Billable ?? sent.Billable,
                PriceCategory = receipt.PriceCategory ?? sent.PriceCategory,
            }),
        };
    }

    private static SessionRecord Move(SessionRecord state, ChannelAddress old, ChannelAddress address)
    {
        var known = state.Addresses.FirstOrDefault(a => a.Address == old);
        return (known is null ? state : state with { Addresses = state.Addresses.Replace(known, known with { Address = address }) }) with
        {
            Inbox = [.. state.Inbox.Select(m => m.From == old ? m with { From = address } : m)],
            Outbox = [.. state.Outbox.Select(o => o.Message.To == old ? o with { Message = o.Message with { To = address } } : o)],
            Jobs = [.. state.Jobs.Select(j => j.ReplyTo == old ? j with { ReplyTo = address } : j)],
        };
    }

    private static bool IsSame(InboundMessage message, ChannelAddress from, string channelMessageId) =>
        message.From == from && (message.ChannelMessageId ?? message.Id) == channelMessageId;

    private static bool IsCancel(InboundMessage message) =>
        (message.Payload ?? message.Text) is { } text && ChatCommand.Parse(text).Kind == ChatCommandKind.Cancel;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {SessionId}: a pressed button could not be answered")]
    private partial void LogButtonFailed(Exception exception, string sessionId);
}
