using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// Sends the outbox in order, for each address on its own. An item leaves it in the write after the channel took it: a
/// crash in between sends it once more, never not at all, and not even once more where the channel's receipt tells.
/// </summary>
public sealed partial class SessionGrain
{
    private bool _sending;
    private DateTimeOffset _activatedAt;

    private void StartSending()
    {
        if (_sending) return;
        _sending = true;
        Run(SendOutboxAsync);
    }

    /// <summary>Adds the message, in as many parts as the channel needs.</summary>
    private SessionRecord Enqueue(SessionRecord state, OutboundMessage message, OutboxKind kind)
    {
        var parts = TextSplitter.Split(message.Text, SenderOf(message.To)?.MaxTextLength ?? 4096);
        for (var i = 0; i < parts.Count; i++)
        {
            state = state.WithOutbound(new OutboxItem(
                i == 0 ? message with { Text = parts[0] } : message with { Id = $"{message.Id}.{i + 1}", Text = parts[i], VideoKey = null }, kind));
        }

        return state;
    }

    private async Task SendOutboxAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (State.MovedTo is null && !cancellationToken.IsCancellationRequested)
            {
                var now = time.GetUtcNow();
                var heads = State.Outbox.GroupBy(o => o.Message.To).Select(g => g.FirstOrDefault(o => !o.Held)).OfType<OutboxItem>().ToList();
                if (heads.Count == 0)
                {
                    _places.Clear();
                    return;
                }

                var item = heads.MinBy(o => DueOf(o, now))!;
                if (DueOf(item, now) - now is { } wait && wait > TimeSpan.Zero)
                {
                    // Not in one go: a receipt, or a message to another address, may change what is next.
                    await Task.Delay(wait < s_look ? wait : s_look, time, cancellationToken);
                    continue;
                }

                await SendOneAsync(item, cancellationToken);
            }
        }
        finally
        {
            _sending = false;
        }
    }

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);

    private DateTimeOffset DueOf(OutboxItem item, DateTimeOffset now)
    {
        var due = Latest(item.NotBefore ?? now, NextTurn(item));
        // A send of which nobody knows the end, from before a crash: the channel's receipt may still tell, now that we can hear it.
        return item.SendingSince is { } since && SenderOf(item.Message.To)?.EchoesIds == true
            ? Latest(due, Latest(since, _activatedAt) + options.Value.ReceiptWait)
            : due;
    }

    private async Task SendOneAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var sender = SenderOf(item.Message.To);
        if (sender is { Window: { } window } && item.Message.Template is null
            && (State.AddressOf(item.Message.To).LastInboundAt is not { } last || time.GetUtcNow() > last + window))
        {
            await HoldAsync(item, sender, cancellationToken);
            return;
        }

        if (sender is not null && !await HasTurnAsync(item, sender)) return;
        // Meanwhile the person may have opted out.
        if (State.Outbox.All(o => o.Message.Id != item.Message.Id)) return;
        if (sender?.EchoesIds == true)
        {
            var sending = item with { SendingSince = time.GetUtcNow() };
            await ReplaceAsync(item, sending);
            item = sending;
        }

        var result = await SendAsync(sender, item, cancellationToken);
        metrics.Sent(item.Message.To.Channel, result.Outcome);
        await TellLineAsync(item, result);
        await RecordAsync(item, result, cancellationToken);
    }

    private async Task<SendResult> SendAsync(IChannelSender? sender, OutboxItem item, CancellationToken cancellationToken)
    {
        if (sender is null) return new SendResult(SendOutcome.Rejected, Detail: "the channel is not configured");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(options.Value.SendDeadline);
        try
        {
            return await sender.SendAsync(item.Message, deadline.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendResult(SendOutcome.Retry, Detail: exception.GetType().Name);
        }
    }

    private async Task RecordAsync(OutboxItem item, SendResult result, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // Meanwhile it may have left the outbox: by a receipt, or because the person opted out. Then it stays out.
        var waits = State.Outbox.Any(o => o.Message.Id == item.Message.Id);
        switch (result.Outcome)
        {
            case SendOutcome.Sent:
                if (item is { Kind: OutboxKind.JobResult, Message: { VideoKey: not null, JobId: { } jobId } })
                    await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).MarkDeliveredAsync();
                // Receipts and answers come under that name.
                if (result.AlsoKnownAs is { } other && State.PrimaryOf(other) != State.PrimaryOf(item.Message.To)
                    && await GrainFactory.GetGrain<IAliasGrain>(GrainKeys.Alias(other)).ResolveAsync(SessionId) is var theirs && theirs != SessionId)
                    await JoinAsync(theirs);
                var sent = (result.AlsoKnownAs is { } same ? State.WithSame(item.Message.To, [same]) : State).Sending(item, result.ChannelMessageId, DeliveryStatus.Sent, now);
                if (item.Kind == OutboxKind.JobAccepted && sent.Jobs.FirstOrDefault(j => j.JobId == item.Message.JobId) is { } job)
                    sent = sent.Replace(job, job with { ProgressMessageId = result.ChannelMessageId });
                if (result.FileId is { } file && sent.Jobs.FirstOrDefault(j => j.JobId == item.Message.JobId) is { File: null } shown)
                    sent = sent.Replace(shown, shown with { File = new ChannelFile(item.Message.To.Channel, item.Message.To.Account, file) });
                await CommitAsync(SenderOf(item.Message.To)?.Window is null || item.Message.Template is not null ? sent : sent with
                {
                    Unconfirmed = sent.Sent.Any(s => s.OutboxId == item.Message.Id && s.Status >= DeliveryStatus.Delivered)
                        ? sent.Unconfirmed
                        : SessionRecord.Last(sent.Unconfirmed.RemoveAll(o => o.Message.Id == item.Message.Id).Add(item), SessionRecord.MaxUnconfirmed),
                });
                break;
            case SendOutcome.FileRefused when waits && WithoutFile(item.Message) is { } plain:
                LogRetry(SessionId, item.Message.Id, result.Detail, TimeSpan.Zero);
                await ReplaceAsync(item, item with { Message = plain, SendingSince = null });
                break;
            case SendOutcome.Retry when waits && (result.Blameless || item.Attempts + 1 < options.Value.MaxSendAttempts):
                var wait = result.RetryAfter is { } told
                    ? TimeSpan.FromSeconds(Math.Min(3600, told.TotalSeconds * Math.Pow(result.Growth, item.Attempts)))
                    : TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, item.Attempts)));
                LogRetry(SessionId, item.Message.Id, result.Detail, wait);
                await ReplaceAsync(item, item with
                {
                    Attempts = result.Blameless ? item.Attempts : item.Attempts + 1,
                    NotBefore = now + wait,
                    SendingSince = null,
                });
                break;
            case SendOutcome.WindowClosed when waits && SenderOf(item.Message.To) is { } sender:
                await HoldAsync(item with { SendingSince = null }, sender, cancellationToken);
                break;
            case SendOutcome.OptedOut or SendOutcome.RecipientGone:
                LogDead(SessionId, item.Message.Id, result.Outcome, result.Detail);
                await CommitAsync(State.Sending(item, null, DeliveryStatus.Failed, now).WithConsent(item.Message.To, optedOut: true, now));
                break;
            case var _ when waits:
                LogDead(SessionId, item.Message.Id, result.Outcome, result.Detail);
                await CommitAsync(State.Sending(item, null, DeliveryStatus.Failed, now));
                break;
        }
    }

    /// <summary>Keeps what may not be sent now until the person writes again, and asks for that once, where the channel has a form for it.</summary>
    private async Task HoldAsync(OutboxItem item, IChannelSender sender, CancellationToken cancellationToken)
    {
        if (item.Kind == OutboxKind.Consent)
        {
            // Whoever wants to hear nothing is not asked to write first.
            await CommitAsync(State.Sending(item, null, DeliveryStatus.Failed, time.GetUtcNow()));
            return;
        }

        var known = State.AddressOf(item.Message.To);
        var held = State with { Outbox = [.. State.Outbox.Select(o => o.Message.To == item.Message.To && o.Message.Template is null ? o with { Held = true, SendingSince = null } : o)] };
        // First recorded, then asked: to ask twice would be worse than not at all.
        await CommitAsync(held.WithAddress(known with { InvitedAt = known.InvitedAt ?? time.GetUtcNow() }));
        LogHeld(SessionId, item.Message.Id);
        if (known.InvitedAt is not null) return;
        var invited = await sender.InviteAsync(item.Message.To, GrainKeys.DerivedId(item.Message.Id, "invite"), cancellationToken);
        if (invited.Outcome != SendOutcome.Sent) LogNotInvited(SessionId, invited.Detail);
    }

    /// <summary>The message without its file, where its text says where the file is; else null.</summary>
    private static OutboundMessage? WithoutFile(OutboundMessage message) =>
        message is { VideoKey: null, FileId: null, Media: null } || !message.Text.Contains("://", StringComparison.Ordinal)
            ? null
            : message with { VideoKey = null, FileId = null, Media = null };

    private Task ReplaceAsync(OutboxItem item, OutboxItem next) => CommitAsync(State with
    {
        Outbox = [.. State.Outbox.Select(o => o.Message.Id == item.Message.Id ? next : o)],
    });

    private IChannelSender? SenderOf(ChannelAddress address) => senders.FirstOrDefault(s => s.Channel == address.Channel);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: message {MessageId} is sent again in {Wait} ({Detail})")]
    private partial void LogRetry(string sessionId, string messageId, string? detail, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {SessionId}: message {MessageId} is given up, {Outcome} ({Detail})")]
    private partial void LogDead(string sessionId, string messageId, SendOutcome outcome, string? detail);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: message {MessageId} waits until the person writes again")]
    private partial void LogHeld(string sessionId, string messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: the person could not be asked to write again ({Detail})")]
    private partial void LogNotInvited(string sessionId, string? detail);
}
