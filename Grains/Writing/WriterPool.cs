using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Writing;

/// <summary>Leases write entries, at most <see cref="JobOptions.Writers"/> jobs at once. See docs/adr/0028.</summary>
internal sealed partial class WriterPool(
    IWorkQueue queue,
    SceneWriter writer,
    WriterSignal signal,
    IOptions<JobOptions> options,
    ILogger<WriterPool> logger) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan s_jitter = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_afterFault = TimeSpan.FromSeconds(2);

    /// <summary>One writer at a time polls the queue; the others work or wait for their turn to poll.</summary>
    private readonly SemaphoreSlim _turn = new(1);

    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Writers)
            .Select(_ => Task.Run(() => RunAsync(stoppingToken), CancellationToken.None)));

    private async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await _turn.WaitAsync(stopping);
                WorkLease lease;
                try
                {
                    lease = await NextAsync(stopping);
                }
                finally
                {
                    _turn.Release();
                }

                await writer.RunAsync(lease, stopping);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Jobs being written are given back; any other failure stops the host.
        }
    }

    private async Task<WorkLease> NextAsync(CancellationToken stopping)
    {
        while (true)
        {
            var wait = s_look + (s_jitter * Random.Shared.NextDouble());
            var pulse = signal.Next;
            try
            {
                if (await queue.LeaseAsync(WorkKind.Write, $"{Environment.MachineName}/writer", stopping) is { } lease) return lease;
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                LogNoQueue(exception);
                wait = s_afterFault;
            }

            await signal.WaitAsync(pulse, wait, stopping);
            stopping.ThrowIfCancellationRequested();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The writers cannot reach the work queue; retrying")]
    private partial void LogNoQueue(Exception exception);
}
