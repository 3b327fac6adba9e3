using Microsoft.Extensions.Logging;

namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>
/// A worker's lease, renewed until it is given back or disposed. While the queue does not answer, work continues: if another
/// worker has taken the job meanwhile, its higher epoch fences off this one.
/// </summary>
public sealed partial class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(0.5);

    /// <summary>Shorter than the time for which a recovered queue still keeps a job whose lease has expired.</summary>
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    /// <summary>How long one call to the queue may take.</summary>
    private static readonly TimeSpan s_call = TimeSpan.FromSeconds(10);

    /// <summary>Far longer than it takes to notice a dead silo or to restart a database.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly IWorkQueue _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _held;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _heartbeat;

    /// <param name="stopping">Cancelled when the worker's host stops.</param>
    public HeldLease(IWorkQueue queue, WorkLease lease, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        (_queue, Lease, _time, _logger, Stopping) = (queue, lease, time, logger, stopping);
        _held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _heartbeat = RenewAsync();
    }

    public WorkLease Lease { get; }

    /// <summary>Cancelled when the queue says that the lease is lost, when the work is dropped, and when the host stops.</summary>
    public CancellationToken Token => _held.Token;

    /// <summary>Cancelled only when the host stops.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Nobody wants the job any more.</summary>
    public Task DropAsync() => _held.CancelAsync();

    /// <summary>
    /// Repeats a call that fails, with growing pauses, while the lease is held and for at most ten minutes: a dying silo or an
    /// unreachable database costs neither the work nor an attempt. It is called at least once, so that a stopping host still
    /// reports what it has. Only for calls that may be repeated.
    /// </summary>
    /// <exception cref="OperationCanceledException">The lease ended between two calls.</exception>
    public async Task<T> RepeatAsync<T>(Func<Task<T>> call)
    {
        var started = _time.GetTimestamp();
        for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (!Token.IsCancellationRequested && _time.GetElapsedTime(started) < s_patience)
            {
                LogRepeated(exception, Lease.JobId);
            }

            await Task.Delay(pause * (0.5 + (Random.Shared.NextDouble() / 2)), _time, Token);
        }
    }

    /// <summary>
    /// Gives the job to another worker, at once or after the given time. Changes nothing if the lease is not held any more; if
    /// the queue does not answer, the lease ends by itself.
    /// </summary>
    /// <param name="isFault">Whether the attempt failed through no fault of the job.</param>
    public async Task ReleaseAsync(bool isFault, TimeSpan? after = null)
    {
        await EndAsync();
        using var limit = new CancellationTokenSource(s_call, _time);
        try
        {
            await _queue.ReleaseAsync(Lease, after, isFault, limit.Token);
        }
        catch (Exception exception)
        {
            LogNotReleased(exception, Lease.JobId);
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
        var heartbeat = quarter < s_shortest ? s_shortest : quarter > s_heartbeat ? s_heartbeat : quarter;
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

                    if (isAway) LogBack(Lease.JobId);
                    (pause, isAway) = (heartbeat, false);
                }
                catch (Exception exception) when (!_ended.IsCancellationRequested)
                {
                    if (!isAway) LogAway(exception, Lease.JobId);
                    (pause, isAway) = (s_retry * (0.5 + Random.Shared.NextDouble()), true);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The lease of job {JobId} could not be renewed: the work goes on while the queue does not answer")]
    private partial void LogAway(Exception exception, string jobId);

    [LoggerMessage(LogLevel.Information, "The lease of job {JobId} is renewed again")]
    private partial void LogBack(string jobId);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} could not be reached; the call is repeated")]
    private partial void LogRepeated(Exception exception, string jobId);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} could not be given back; its lease ends by itself")]
    private partial void LogNotReleased(Exception exception, string jobId);
}
