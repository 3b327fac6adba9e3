using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Typesets again the formulas that jobs needed, in a sandbox that runs no scene, for all later jobs. Each job may spend only so
/// much on it, and its owner pays.
/// </summary>
internal sealed partial class FormulaSetter(
    FormulaCache cache, ManimSandbox sandbox, IOptions<RendererOptions> options, ILogger<FormulaSetter> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true) await SetAsync(await cache.Wanted.TakeAsync(stoppingToken), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The renderer is stopping.
        }
    }

    internal async Task SetAsync(WantedFormula wanted, CancellationToken cancellationToken)
    {
        var (formula, tab) = wanted;
        var spent = TimeSpan.Zero;
        try
        {
            var left = tab.Left;
            if (left <= TimeSpan.Zero || cache.Has(formula) || cache.IsRefused(formula)) return;
            var svg = await sandbox.SetFormulaAsync(formula, options.Value.FormulaSlot, left, took => spent = took, cancellationToken);
            if (svg is not null) cache.Add(FormulaCache.Key(formula), svg);
            // One that was cut short may be sound: the job had too little left for it.
            else if (spent < left) cache.Refuse(formula);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next job that needs the formula requests it again; an exception escaping here would stop the whole renderer.
            LogNotSet(logger, exception);
        }
        finally
        {
            tab.Settle(spent);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A formula could not be set for the cache")]
    private static partial void LogNotSet(ILogger logger, Exception exception);
}
