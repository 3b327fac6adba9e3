using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Renderer;

/// <summary>Keeps every slot busy with one job after another. Refuses to start without a sandbox that holds.</summary>
internal sealed partial class RenderPool(
    RenderSlot work,
    SandboxProbe probe,
    SandboxPool sandboxes,
    IOptions<RendererOptions> options,
    TimeProvider time,
    ILogger<RenderPool> logger) : BackgroundService, IHostedLifecycleService
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(1);

    /// <summary>Before the silo joins the cluster, which would count on it.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => probe.CheckAsync(cancellationToken);

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // The first job of each slot, and the first picture, find a sandbox that is warm.
        for (var slot = 1; slot < options.Value.Slots; slot++) sandboxes.Prepare(slot);
        sandboxes.Prepare(options.Value.PictureSlot);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Slots).Select(slot => RunSlotAsync(slot, stoppingToken)));

    private async Task RunSlotAsync(int slot, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await work.RunOnceAsync(slot, stopping);
            }
            catch (ArgumentException exception) when (exception.Source == "Orleans.Core" && !stopping.IsCancellationRequested)
            {
                LogNoQueue(logger, slot);
                await Task.Delay(s_retry, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                LogRetry(logger, exception, slot);
                await Task.Delay(s_retry, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "Slot {Slot} waits for a silo with the render queue")]
    private static partial void LogNoQueue(ILogger logger, int slot);

    [LoggerMessage(LogLevel.Warning, "Slot {Slot} starts anew after an error")]
    private static partial void LogRetry(ILogger logger, Exception exception, int slot);
}
