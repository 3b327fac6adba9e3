using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Renderer.Leases;

/// <summary>
/// A lease on a job, renewed until it is disposed. Its token is cancelled when the queue says that the lease is lost, when the
/// job ends, or when the renderer stops. While the queue does not answer, work continues; epochs fence off stale holders.
/// </summary>
internal sealed partial class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);

    /// <summary>Shorter than the time for which a recovered queue still keeps a job whose lease has expired.</summary>
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_call = TimeSpan.FromSeconds(10);

    private readonly IWorkQueue _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _held;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _heartbeat;

    public HeldLease(IWorkQueue queue, WorkLease lease, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        (_queue, Lease, _time, _logger, Stopping) = (queue, lease, time, logger, stopping);
        _held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _heartbeat = RenewAsync();
    }

    public WorkLease Lease { get; }

    public CancellationToken Token => _held.Token;

    /// <summary>Cancelled only when the renderer stops.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Nobody wants the job any more.</summary>
    public Task DropAsync() => _held.CancelAsync();

    /// <summary>Gives the job to another worker at once, if it is still held.</summary>
    /// <param name="isFault">Whether the attempt failed through no fault of the job.</param>
    public async Task ReleaseAsync(bool isFault)
    {
        using var limit = new CancellationTokenSource(s_call, _time);
        try
        {
            await _queue.ReleaseAsync(Lease, null, isFault, limit.Token);
        }
        catch (Exception exception)
        {
            // The lease then expires by itself.
            LogNotReleased(_logger, exception, Lease.JobId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _heartbeat;
        _ended.Dispose();
        _held.Dispose();
    }

    private async Task RenewAsync()
    {
        var holds = (Lease.ExpiresAt - _time.GetUtcNow()) / 4;
        var heartbeat = holds < s_heartbeat && holds > TimeSpan.Zero ? holds : s_heartbeat;
        var (pause, isAway) = (heartbeat, false);
        try
        {
            while (true)
            {
                await Task.Delay(pause, _time, _ended.Token);
                try
                {
                    using var limit = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
                    using var timer = _time.CreateTimer(
                        static call => ((CancellationTokenSource)call!).Cancel(), limit, s_call, Timeout.InfiniteTimeSpan);
                    if (await _queue.RenewAsync(Lease, limit.Token) is null)
                    {
                        await _held.CancelAsync();
                        return;
                    }

                    if (isAway) LogBack(_logger, Lease.JobId);
                    (pause, isAway) = (heartbeat, false);
                }
                catch (Exception exception) when (!_ended.IsCancellationRequested)
                {
                    if (!isAway) LogAway(_logger, exception, Lease.JobId);
                    (pause, isAway) = (s_retry * (0.5 + Random.Shared.NextDouble()), true);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The job is done.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The lease of job {JobId} could not be renewed: the work goes on while the queue does not answer")]
    private static partial void LogAway(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(LogLevel.Information, "The lease of job {JobId} is renewed again")]
    private static partial void LogBack(ILogger logger, string jobId);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} could not be given back; its lease ends by itself")]
    private static partial void LogNotReleased(ILogger logger, Exception exception, string jobId);
}
