using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Renderer;

/// <summary>A lease of a job, renewed until it is disposed of. Its token ends with the lease, with the job, or with the renderer.</summary>
internal sealed partial class HeldLease : IAsyncDisposable
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);

    private readonly IRenderQueueGrain _queue;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _held;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _heartbeat;

    public HeldLease(IRenderQueueGrain queue, WorkLease lease, TimeProvider time, ILogger logger, CancellationToken stopping)
    {
        (_queue, Lease, _time, _logger, Stopping) = (queue, lease, time, logger, stopping);
        _held = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        _heartbeat = RenewAsync();
    }

    public WorkLease Lease { get; }

    public CancellationToken Token => _held.Token;

    /// <summary>Ends with the renderer only.</summary>
    public CancellationToken Stopping { get; }

    /// <summary>Nobody wants the job any more.</summary>
    public Task DropAsync() => _held.CancelAsync();

    /// <summary>Gives the job to another renderer at once.</summary>
    public async Task ReleaseAsync()
    {
        try
        {
            await _queue.ReleaseAsync(Lease);
        }
        catch (Exception exception)
        {
            // The lease then ends by itself.
            LogNoRenewal(_logger, exception, Lease.JobId);
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
        using var timer = new PeriodicTimer(s_heartbeat, _time);
        var expires = Lease.ExpiresAt;
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                try
                {
                    if (await _queue.RenewAsync(Lease) is { } renewed)
                    {
                        expires = renewed.ExpiresAt;
                        continue;
                    }

                    await _held.CancelAsync();
                    return;
                }
                catch (Exception exception) when (exception is not OperationCanceledException && _time.GetUtcNow() < expires)
                {
                    LogNoRenewal(_logger, exception, Lease.JobId);
                }
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // The job is done.
        }
        catch (Exception exception)
        {
            LogNoRenewal(_logger, exception, Lease.JobId);
            await _held.CancelAsync();
        }
    }

    [LoggerMessage(LogLevel.Warning, "The lease of job {JobId} could not be renewed or released")]
    private static partial void LogNoRenewal(ILogger logger, Exception exception, string jobId);
}
