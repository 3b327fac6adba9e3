using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Writing;

/// <summary>
/// A lease that is renewed until it is disposed. Its token is cancelled when the queue says that the lease is lost, or when the
/// host stops. While the queue does not answer, work continues: if another worker has taken the job, the job refuses the report.
/// </summary>
internal sealed partial class WritingLease : IAsyncDisposable
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private readonly IWorkQueue _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _held;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _heartbeat;

    public WritingLease(IWorkQueue queue, WorkLease lease, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        (_queue, Lease, _time, _logger) = (queue, lease, time, logger);
        _held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _heartbeat = RenewAsync();
    }

    public WorkLease Lease { get; }

    public CancellationToken Token => _held.Token;

    /// <summary>Gives the job to another writer, at once or after the given time.</summary>
    /// <param name="isOurs">Whether the fault is ours, so that the attempt does not count.</param>
    public async Task ReleaseAsync(TimeSpan? after, bool isOurs)
    {
        await EndAsync();
        using var deadline = new CancellationTokenSource(s_patience, _time);
        try
        {
            await _queue.ReleaseAsync(Lease, after, isOurs, deadline.Token);
        }
        catch (Exception exception)
        {
            // The lease then expires by itself.
            LogFault(exception, Lease.JobId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _ended.Dispose();
        _held.Dispose();
    }

    private async Task EndAsync()
    {
        await _ended.CancelAsync();
        await _heartbeat;
    }

    private async Task RenewAsync()
    {
        var quarter = (Lease.ExpiresAt - _time.GetUtcNow()) / 4;
        using var timer = new PeriodicTimer(quarter < s_least ? s_least : quarter > s_most ? s_most : quarter, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                try
                {
                    if (await _queue.RenewAsync(Lease, _ended.Token) is not null) continue;
                    await _held.CancelAsync();
                    return;
                }
                catch (Exception exception) when (!_ended.IsCancellationRequested)
                {
                    LogFault(exception, Lease.JobId);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The lease on writing job {JobId} could not be renewed or given back")]
    private static partial void LogFault(ILogger logger, Exception exception, string jobId);

    private void LogFault(Exception exception, string jobId) => LogFault(_logger, exception, jobId);
}
