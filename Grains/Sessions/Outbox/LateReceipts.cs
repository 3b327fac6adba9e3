using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>
/// What a channel has taken and its session has not recorded yet, for example because the database is away: the activation
/// then ends, and the next one, on whichever silo, must not send the message again. It is told as by a receipt of the
/// channel, until it answers. Kept in memory: a silo that dies in between may cost a repetition.
/// </summary>
public sealed partial class LateReceipts(
    IGrainFactory grains, IHostApplicationLifetime host, TimeProvider time, ILogger<LateReceipts> logger)
{
    /// <summary>Longer than a healthy session takes to record a send.</summary>
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    /// <summary>Tells the session soon, unless the result is disposed before: then it has recorded the send itself.</summary>
    public IDisposable Hold(string sessionId, DeliveryReceipt receipt)
    {
        var recorded = new Recorded();
        _ = TellAsync(grains.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)), receipt, recorded.Token);
        return recorded;
    }

    private async Task TellAsync(ISessionGrain session, DeliveryReceipt receipt, CancellationToken recorded)
    {
        try
        {
            await Task.Delay(s_first, time, recorded);
            var since = time.GetTimestamp();
            while (!await TriesAsync(session, receipt, recorded) && !host.ApplicationStopped.IsCancellationRequested)
            {
                if (time.GetElapsedTime(since) > s_longest)
                {
                    LogGivenUp(receipt.OutboxId);
                    return;
                }

                await Task.Delay(s_pause, time, recorded);
            }
        }
        catch (OperationCanceledException) when (recorded.IsCancellationRequested)
        {
            // The session knows.
        }
    }

    private async Task<bool> TriesAsync(ISessionGrain session, DeliveryReceipt receipt, CancellationToken recorded)
    {
        try
        {
            await session.ReceiveAsync([receipt]).WaitAsync(recorded);
            return true;
        }
        catch (Exception exception) when (!recorded.IsCancellationRequested)
        {
            LogNotTold(exception, receipt.OutboxId);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The session could not be told that message {MessageId} was sent; it is told again")]
    private partial void LogNotTold(Exception exception, string? messageId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No session could be told that message {MessageId} was sent; it may be sent again")]
    private partial void LogGivenUp(string? messageId);

    private sealed class Recorded : IDisposable
    {
        private readonly CancellationTokenSource _source = new();

        public CancellationToken Token => _source.Token;

        /// <summary>
        /// Cancels. The source is linked to no other and has no timer, so it holds nothing; disposing it would race with who waits.
        /// </summary>
        public void Dispose() => _source.Cancel();
    }
}
