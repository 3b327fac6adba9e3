using Microsoft.Extensions.Logging;
using ObsidianVault.Delivery;

namespace ObsidianVault.Sessions;

/// <summary>
/// Sends the outbox in order. An item leaves it in the write after the channel took it: a crash in between sends it
/// once more, never not at all.
/// </summary>
public sealed partial class SessionGrain
{
    private bool _sending;

    private void StartSending()
    {
        if (_sending) return;
        _sending = true;
        Run(SendOutboxAsync);
    }

    private async Task SendOutboxAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!State.Outbox.IsEmpty && !cancellationToken.IsCancellationRequested)
            {
                var item = State.Outbox[0];
                if (item.NotBefore - time.GetUtcNow() is { } wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait, time, cancellationToken);
                await RecordAsync(item, await SendAsync(item, cancellationToken));
            }
        }
        finally
        {
            _sending = false;
        }
    }

    private async Task<SendResult> SendAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        if (SenderOf(item.Message.To) is not { } sender) return new SendResult(SendOutcome.Rejected, Detail: "the channel is not configured");
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

    private async Task RecordAsync(OutboxItem item, SendResult result)
    {
        switch (result.Outcome)
        {
            case SendOutcome.Sent:
                if (item is { Kind: OutboxKind.JobResult, Message: { VideoKey: not null, JobId: { } jobId } })
                    await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).MarkDeliveredAsync();
                var sent = State with { Outbox = State.Outbox.Remove(item) };
                if (item.Kind == OutboxKind.JobAccepted && sent.Jobs.FirstOrDefault(j => j.JobId == item.Message.JobId) is { } job)
                    sent = sent.Replace(job, job with { ProgressMessageId = result.ChannelMessageId });
                await CommitAsync(sent);
                break;
            case SendOutcome.Retry when item.Attempts + 1 < options.Value.MaxSendAttempts:
                var wait = result.RetryAfter ?? TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, item.Attempts)));
                LogRetry(SessionId, item.Message.Id, result.Detail, wait);
                await CommitAsync(State with
                {
                    Outbox = State.Outbox.Replace(item, item with { Attempts = item.Attempts + 1, NotBefore = time.GetUtcNow() + wait }),
                });
                break;
            default:
                LogDead(SessionId, item.Message.Id, result.Outcome, result.Detail);
                await CommitAsync(State with { Outbox = State.Outbox.Remove(item) });
                break;
        }
    }

    private IChannelSender? SenderOf(ChannelAddress address) => senders.FirstOrDefault(s => s.Channel == address.Channel);

    [LoggerMessage(Level = LogLevel.Information, Message = "Session {SessionId}: message {MessageId} is sent again in {Wait} ({Detail})")]
    private partial void LogRetry(string sessionId, string messageId, string? detail, TimeSpan wait);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {SessionId}: message {MessageId} is given up, {Outcome} ({Detail})")]
    private partial void LogDead(string sessionId, string messageId, SendOutcome outcome, string? detail);
}
