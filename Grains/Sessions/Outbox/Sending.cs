using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.People;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>
/// Sends the outbox, one item per step, in order for each address. An item leaves it in the write right after the channel took
/// it. A crash in between means that it is sent again rather than not at all, and not even twice if the channel's receipt shows
/// that it was sent.
/// </summary>
internal sealed partial class Sending(IConversation conversation, Pacing pacing)
{
    private const string Step = "send";
    private const int MaxEarly = 20;

    /// <summary>How often to look again: a receipt, or a message to another address, may change what comes next.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for <see cref="LateReceipts"/> of an earlier activation.</summary>
    private static readonly TimeSpan s_lateReceipt = TimeSpan.FromSeconds(5);

    private readonly SessionServices _services = conversation.Services;
    private readonly ILogger _logger = conversation.Services.LoggerOf<Sending>();

    /// <summary>What was in the outbox when this activation began: an earlier one may have sent it.</summary>
    private readonly HashSet<string> _inherited = [.. conversation.Record.Outbox.Select(o => o.Message.Id)];

    private OutboxItem? _current;
    private ImmutableArray<DeliveryReceipt> _early = [];

    /// <summary>The outbox id of the message being sent, or null.</summary>
    public string? Current => _current?.Message.Id;

    /// <summary>Starts sending the next item.</summary>
    /// <returns>How long to wait before something can be sent, or null if nothing waits.</returns>
    public TimeSpan? GoOn()
    {
        if (conversation.Steps.IsRunning(Step)) return null;
        _current = null;
        var (state, now) = (conversation.Record, _services.Now);
        if (state.Expired(now, _services.Options.OutboxLifetime).Any())
        {
            conversation.Steps.Start(Step, _ => Task.FromResult<Func<Task>?>(GiveUpExpiredAsync));
            return null;
        }

        var heads = state.Heads().ToList();
        if (heads.Count == 0)
        {
            pacing.Clear();
            return null;
        }

        var item = heads.MinBy(o => DueOf(o, now))!;
        var wait = DueOf(item, now) - now;
        if (wait > TimeSpan.Zero) return wait < s_look ? wait : s_look;
        _current = item;
        var (window, hasPlace) = (state.AddressOf(item.Message.To).LastInboundAt, pacing.HasPlace(item));
        conversation.Steps.Start(Step, cancellationToken => SendAsync(item, window, hasPlace, cancellationToken), finishes: true);
        return null;
    }

    /// <summary>Keeps a receipt that may be for the message being sent, whose channel id is not known yet.</summary>
    public void HearEarly(DeliveryReceipt receipt)
    {
        if (_current is not null && receipt.OutboxId is null) _early = SessionRecord.Last(_early.Add(receipt), MaxEarly);
    }

    /// <summary>When the next item can be sent; null if nothing is waiting.</summary>
    public DateTimeOffset? NextDue()
    {
        var now = _services.Now;
        var due = conversation.Record.Heads().Select(o => DueOf(o, now)).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
        return due == DateTimeOffset.MaxValue ? null : due;
    }

    /// <summary>The record as another session takes it over, which does not know what an earlier activation here may have sent.</summary>
    public SessionRecord Handed(SessionRecord state) => state with
    {
        Outbox =
        [
            .. state.Outbox.Select(item =>
                _inherited.Contains(item.Message.Id) ? item with { NotBefore = DueOf(item, _services.Now) } : item),
        ],
    };

    private DateTimeOffset DueOf(OutboxItem item, DateTimeOffset now)
    {
        var due = Latest(item.NotBefore ?? now, pacing.NextTurn(item));
        if (!_inherited.Contains(item.Message.Id) || _services.SenderOf(item.Message.To)?.SendsOnce == true) return due;
        // A receipt may still show whether it was sent: the channel's, now that we can receive it, or that of the silo that sent it.
        var wait = _services.SenderOf(item.Message.To)?.EchoesIds == true ? _services.Options.ReceiptWait : s_lateReceipt;
        return Latest(due, conversation.ActivatedAt + wait);
    }

    /// <param name="lastInboundAt">When the person last wrote.</param>
    /// <param name="hasPlace">Whether the line has given the item a place.</param>
    private async Task<Func<Task>?> SendAsync(
        OutboxItem item, DateTimeOffset? lastInboundAt, bool hasPlace, CancellationToken cancellationToken)
    {
        var sender = _services.SenderOf(item.Message.To);
        if (sender is { Window: { } window }
            && item.Message.Template is null
            && (lastInboundAt is not { } last || _services.Now > last + window))
            return () => HoldAsync(item, lastInboundAt);

        LinePass? pass = null;
        if (sender is not null && !hasPlace)
        {
            pass = await pacing.AskAsync(item, sender);
            if (pass is not { Granted: true, Wait.Ticks: <= 0 })
            {
                return () =>
                {
                    pacing.Note(item, pass);
                    return Task.CompletedTask;
                };
            }
        }

        // Meanwhile the person may have opted out.
        if (Waiting(conversation.Record, item) is null) return null;
        var result = await SendAsync(sender, item, cancellationToken);
        _services.Metrics.Sent(item.Message.To.Channel, result.Outcome);
        // From here on the message may not be sent again, even if this activation cannot record that.
        var late = result.Outcome == SendOutcome.Sent ? _services.Late.Hold(conversation.Id, ReceiptOf(item, result)) : null;
        return async () =>
        {
            await RecordAsync(item, result, pass?.Probe, lastInboundAt);
            late?.Dispose();
        };
    }

    private DeliveryReceipt ReceiptOf(OutboxItem item, SendResult result) => new()
    {
        Id = GrainKeys.DerivedId(item.Message.Id, "sent"),
        From = item.Message.To,
        At = _services.Now,
        OutboxId = item.Message.Id,
        ChannelMessageId = result.ChannelMessageId ?? "",
        Status = DeliveryStatus.Sent,
    };

    private async Task<SendResult> SendAsync(IChannelSender? sender, OutboxItem item, CancellationToken cancellationToken)
    {
        if (sender is null) return new SendResult(SendOutcome.Rejected, Detail: "the channel is not configured");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_services.Options.SendDeadline);
        try
        {
            return await sender.SendAsync(item.Message, deadline.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(SendOutcome.Retry, Detail: exception.GetType().Name) { Blameless = true };
        }
    }

    /// <summary>Records the outcome of the send in one write; other grains are told afterwards.</summary>
    private async Task RecordAsync(OutboxItem item, SendResult result, bool? probe, DateTimeOffset? lastInboundAt)
    {
        var (state, now) = (conversation.Record, _services.Now);
        var isProbe = probe ?? pacing.IsProbe(item);
        pacing.Leave(item);
        if (result.Outcome == SendOutcome.Sent) pacing.Went(item.Message.To);
        // It may have left the outbox meanwhile, by a receipt or because the person opted out. Then it stays out. Or the
        // person's number has changed, and it goes there from now on.
        var waiting = Waiting(state, item);
        var waits = waiting is not null;
        item = waiting ?? item;
        var hasWritten = state.AddressOf(item.Message.To).LastInboundAt != lastInboundAt;
        var next = TakeEarly(After(state, item, result, waits, hasWritten, now), result.ChannelMessageId);
        if (!ReferenceEquals(next, state)) await conversation.CommitAsync(next, ConversationChange.Sent);
        _inherited.Remove(item.Message.Id);
        pacing.Tell(item.Message.To, result, isProbe);
        if (result.Outcome == SendOutcome.WindowClosed && waits && !hasWritten) Invite(item, state);
    }

    /// <param name="waits">Whether the item is still in the outbox.</param>
    /// <param name="hasWritten">Whether the person wrote while it was being sent.</param>
    private SessionRecord After(SessionRecord state, OutboxItem item, SendResult result, bool waits, bool hasWritten, DateTimeOffset now)
    {
        switch (result.Outcome)
        {
            // Its refusal came before the answer to the call, and it is in the outbox for another attempt.
            case SendOutcome.Sent when item.HasRefused(result.ChannelMessageId):
                return state;
            case SendOutcome.Sent:
                return AfterSent(state, item, result, now);
            case SendOutcome.FileRefused when waits && OutboxRules.WithoutFile(item.Message) is { } plain:
                LogRetry(conversation.Id, item.Message.Id, result.Detail, TimeSpan.Zero);
                return state.Replace(item, item with { Message = plain, SendingSince = null });
            case SendOutcome.Retry when waits && OutboxRules.Again(item, result, now, _services.Options.MaxSendAttempts) is { } again:
                LogRetry(conversation.Id, item.Message.Id, result.Detail, again.NotBefore is { } at ? at - now : TimeSpan.Zero);
                return state.Replace(item, again);
            case SendOutcome.WindowClosed when waits && hasWritten:
                return state;
            case SendOutcome.WindowClosed when waits:
                return Held(state, item, now);
            case SendOutcome.OptedOut or SendOutcome.RecipientGone:
                LogDead(conversation.Id, item.Message.Id, result.Outcome, result.Detail);
                return state.Leave(item, null, DeliveryStatus.Failed, now).Unwelcome(
                    item.Message.To, item.Message.IsMarketing && result.Outcome == SendOutcome.OptedOut, now);
            case var _ when waits:
                LogDead(conversation.Id, item.Message.Id, result.Outcome, result.Detail);
                return state.Leave(item, null, DeliveryStatus.Failed, now);
            default:
                return state;
        }
    }

    private SessionRecord TakeEarly(SessionRecord state, string? channelMessageId)
    {
        ImmutableArray<ChannelEvent> early = [.. _early.Where(r => r.ChannelMessageId == channelMessageId)];
        _early = [];
        return early.IsEmpty
            ? state
            : new Reception(_services.SenderOf, _services.Options, _services.Now, null, null).Take(state, early);
    }

    private SessionRecord AfterSent(SessionRecord state, OutboxItem item, SendResult result, DateTimeOffset now)
    {
        var next = result.AlsoKnownAs is { } same ? state.WithSame(item.Message.To, [same]) : state;
        next = next.Arrived(item, result.ChannelMessageId, now);
        // Receipts and answers come under that name.
        if (result.AlsoKnownAs is { } other && state.PrimaryOf(other) != state.PrimaryOf(item.Message.To))
            next = next.WithFollowUp(new FollowUp(FollowUpKind.JoinIdentity, conversation.Id, other));
        if (result.FileId is { } file && next.Jobs.FirstOrDefault(j => j.JobId == item.Message.JobId) is { File: null } job)
            next = next.Replace(job, job with { File = new ChannelFile(item.Message.To.Channel, item.Message.To.Account, file) });

        if (_services.SenderOf(item.Message.To)?.EchoesIds != true) return next;
        var isConfirmed = next.Sent.Any(s => s.OutboxId == item.Message.Id && s.Status >= DeliveryStatus.Delivered);
        return isConfirmed ? next : next.WithUnconfirmed(next.Unconfirmed.RemoveAll(o => o.Message.Id == item.Message.Id).Add(item));
    }

    private async Task HoldAsync(OutboxItem item, DateTimeOffset? lastInboundAt)
    {
        var state = conversation.Record;
        // Meanwhile the person may have written or opted out, or have a new number.
        if (Waiting(state, item) is not { } waiting) return;
        item = waiting;
        if (state.AddressOf(item.Message.To).LastInboundAt != lastInboundAt) return;
        await conversation.CommitAsync(Held(state, item, _services.Now), ConversationChange.Sent);
        Invite(item, state);
    }

    /// <summary>Holds what may not be sent now until the person writes again.</summary>
    private SessionRecord Held(SessionRecord state, OutboxItem item, DateTimeOffset now)
    {
        // Somebody who opted out is not asked to write first.
        if (item.Kind == OutboxKind.Consent) return state.Leave(item, null, DeliveryStatus.Failed, now);
        var known = state.AddressOf(item.Message.To);
        LogHeld(conversation.Id, item.Message.Id);
        return state.Hold(item.Message.To, now).WithAddress(known with { InvitedAt = known.InvitedAt ?? now });
    }

    /// <summary>
    /// Asks the person to write again, if the channel has a form for it. Recorded first: asking twice is worse than not at all.
    /// </summary>
    /// <param name="before">The record before the item was held.</param>
    private void Invite(OutboxItem item, SessionRecord before)
    {
        if (item.Kind == OutboxKind.Consent || before.AddressOf(item.Message.To).InvitedAt is not null) return;
        if (_services.SenderOf(item.Message.To) is not { } sender) return;
        conversation.Steps.Fire(async cancellationToken =>
        {
            var invited = await sender.InviteAsync(item.Message.To, GrainKeys.DerivedId(item.Message.Id, "invite"), cancellationToken);
            if (invited.Outcome != SendOutcome.Sent) LogNotInvited(conversation.Id, invited.Detail);
        });
    }

    private Task GiveUpExpiredAsync()
    {
        var (state, now) = (conversation.Record, _services.Now);
        foreach (var item in state.Expired(now, _services.Options.OutboxLifetime).ToList())
        {
            LogExpired(conversation.Id, item.Message.Id, now - item.At!.Value);
            pacing.Leave(item);
            state = state.Leave(item, null, DeliveryStatus.Failed, now);
        }

        return conversation.CommitAsync(state, ConversationChange.Sent);
    }

    /// <summary>The item as it is in the outbox now; null if it has left.</summary>
    private static OutboxItem? Waiting(SessionRecord state, OutboxItem item) =>
        state.Outbox.FirstOrDefault(o => o.Message.Id == item.Message.Id);

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: message {MessageId} will be retried in {Wait} ({Detail})")]
    private partial void LogRetry(string sessionId, string messageId, string? detail, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {SessionId}: gave up on message {MessageId}, {Outcome} ({Detail})")]
    private partial void LogDead(string sessionId, string messageId, SendOutcome outcome, string? detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {SessionId}: gave up on message {MessageId}: it could not be sent for {Age}")]
    private partial void LogExpired(string sessionId, string messageId, TimeSpan age);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: message {MessageId} waits until the person writes again")]
    private partial void LogHeld(string sessionId, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: the person could not be asked to write again ({Detail})")]
    private partial void LogNotInvited(string sessionId, string? detail);
}
