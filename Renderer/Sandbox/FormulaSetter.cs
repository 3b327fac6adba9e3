using Microsoft.Extensions.Options;

namespace ObsidianVault.Rendering;

/// <summary>Sets formulas that jobs have needed once more, in a sandbox that runs no scene, for all jobs after them.</summary>
internal sealed partial class FormulaSetter(
    FormulaCache cache, ManimSandbox sandbox, SandboxPool pool, IOptions<RendererOptions> options, TimeProvider time, ILogger<FormulaSetter> logger) : BackgroundService
{
    private static readonly TimeSpan s_idle = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var formula in cache.Wanted.ReadAllAsync(stoppingToken))
            {
                // Jobs come first: this one's need is met, and the next one's is not yet known.
                while (pool.Busy > 0) await Task.Delay(s_idle, time, stoppingToken);
                await SetAsync(formula, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of the renderer.
        }
    }

    internal async Task SetAsync(SandboxFrame.FormulaPart formula, CancellationToken cancellationToken)
    {
        if (cache.Has(formula)) return;
        try
        {
            if (await sandbox.SetFormulaAsync(formula, options.Value.Slots + 1, cancellationToken) is { } svg) cache.Add(FormulaCache.Key(formula), svg);
        }
        catch (Exception exception) when (exception is SandboxUnavailableException or IOException or InvalidOperationException)
        {
            LogNotSet(logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A formula could not be set for the cache")]
    private static partial void LogNotSet(ILogger logger, Exception exception);
}
