using Microsoft.Extensions.Options;

namespace ObsidianVault.Rendering;

/// <summary>The slots of this process. Each takes one lease at a time; nothing else starts Manim.</summary>
internal sealed partial class RenderPool(
    IGrainFactory grains,
    RenderWork work,
    SandboxProbe probe,
    IOptions<RendererOptions> options,
    TimeProvider time,
    ILogger<RenderPool> logger) : BackgroundService
{
    private static readonly TimeSpan LeaseWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AfterError = TimeSpan.FromSeconds(2);

    /// <summary>Fails closed: without isolation the host does not start.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await probe.RunAsync(slot: 0, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Slots).Select(slot => ServeAsync(slot, stoppingToken)));

    private async Task ServeAsync(int slot, CancellationToken stoppingToken)
    {
        var name = $"{Environment.MachineName}/{Environment.ProcessId}/{slot}";
        // Slots start at different shards, so that none starves.
        for (var turn = slot; !stoppingToken.IsCancellationRequested; turn++)
        {
            try
            {
                var queue = grains.GetGrain<IRenderQueueGrain>(GrainKeys.RenderQueue(turn % options.Value.Shards));
                var lease = await queue.LeaseAsync(name, LeaseWait / options.Value.Shards).WaitAsync(stoppingToken);
                if (lease is not null) await work.RunAsync(lease, slot, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogTurnFailed(exception, slot);
                await Task.Delay(AfterError, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slot {Slot} could not take or finish a job; it goes on")]
    private partial void LogTurnFailed(Exception exception, int slot);
}
