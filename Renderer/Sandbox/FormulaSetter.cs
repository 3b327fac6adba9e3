using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Sets formulas that jobs have needed once more, in a sandbox that runs no scene, for all jobs after them.</summary>
internal sealed partial class FormulaSetter(
    FormulaCache cache, ManimSandbox sandbox, IOptions<RendererOptions> options, ILogger<FormulaSetter> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var formula in cache.Wanted.ReadAllAsync(stoppingToken)) await SetAsync(formula, stoppingToken);
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
            if (await sandbox.SetFormulaAsync(formula, options.Value.FormulaSlot, cancellationToken) is { } svg) cache.Add(FormulaCache.Key(formula), svg);
            else cache.Refuse(formula);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The formula is set again by the next job that needs it; one that went on from here would end the whole renderer.
            LogNotSet(logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A formula could not be set for the cache")]
    private static partial void LogNotSet(ILogger logger, Exception exception);
}
