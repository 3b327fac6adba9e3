using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;
using ObsidianVault.Renderer.Turns;
using Polly;
using Polly.Retry;

namespace ObsidianVault.Renderer;

/// <summary>Keeps every slot busy with one job after another. Refuses to start without a secure sandbox.</summary>
internal sealed partial class RenderPool(
    RenderSlot work,
    SandboxProbe probe,
    SandboxPool sandboxes,
    RenderTurns turns,
    IOptions<RendererOptions> options,
    TimeProvider time,
    ILogger<RenderPool> logger) : BackgroundService, IHostedLifecycleService
{
    /// <summary>The pause varies between half and one and a half of this, so that slots started together do not poll together.</summary>
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(500);

    private readonly ResiliencePipeline _retry = new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = int.MaxValue,
            Delay = TimeSpan.FromSeconds(1),
            MaxDelay = TimeSpan.FromSeconds(15),
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is not null && !args.Context.CancellationToken.IsCancellationRequested),
            OnRetry = args =>
            {
                if (args.Outcome.Exception is ArgumentException { Source: "Orleans.Core" }) LogNoSilo(logger);
                else LogRetry(logger, args.Outcome.Exception);
                return ValueTask.CompletedTask;
            },
        })
        .Build();

    /// <summary>Runs before the silo joins the cluster, which would otherwise send it work.</summary>
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        TempFile.Sweep(time);
        return probe.CheckAsync(cancellationToken);
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        // The first job of each slot, and the first picture, find a warm sandbox.
        for (var slot = 1; slot < options.Value.Slots; slot++) sandboxes.Prepare(slot);
        sandboxes.Prepare(options.Value.PictureSlot);
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.Slots).Select(_ => RunSlotAsync(stoppingToken)));

    private async Task RunSlotAsync(CancellationToken stopping)
    {
        var aside = new List<Task>();
        try
        {
            while (true)
            {
                var turn = turns.Take();
                var render = RenderAsync(turn, stopping);
                await Task.WhenAny(render, turn.SteppedAside);
                aside.RemoveAll(other => other.IsCompleted);
                if (!render.IsCompleted) aside.Add(render);
                else if (!await render) await Task.Delay(s_idle * (0.5 + Random.Shared.NextDouble()), time, stopping);
            }
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // The job, if there was one, is given back.
        }

        await Task.WhenAll(aside).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<bool> RenderAsync(RenderTurn turn, CancellationToken stopping)
    {
        using (turn)
        {
            return await _retry.ExecuteAsync(
                async token =>
                {
                    try
                    {
                        return await work.RunOnceAsync(turn, token);
                    }
                    catch (Exception exception) when (turn.IsAside)
                    {
                        // Its job was given back. The slot has been leasing others for a while.
                        LogRetry(logger, exception);
                        return true;
                    }
                },
                stopping);
        }
    }

    [LoggerMessage(LogLevel.Information, "A slot waits for a silo that has jobs")]
    private static partial void LogNoSilo(ILogger logger);

    [LoggerMessage(LogLevel.Warning, "A slot starts anew after an error")]
    private static partial void LogRetry(ILogger logger, Exception? exception);
}
