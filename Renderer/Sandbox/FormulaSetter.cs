using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Typesets again the formulas that jobs needed, in a sandbox that runs no scene, for all later jobs.</summary>
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
            // The renderer is stopping.
        }
    }

    internal async Task SetAsync(SandboxFrame.FormulaPart formula, CancellationToken cancellationToken)
    {
        if (cache.Has(formula)) return;
        try
        {
            if (await sandbox.SetFormulaAsync(formula, options.Value.FormulaSlot, cancellationToken) is { } svg)
                cache.Add(FormulaCache.Key(formula), svg);
            else cache.Refuse(formula);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next job that needs the formula requests it again; an exception escaping here would stop the whole renderer.
            LogNotSet(logger, exception);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A formula could not be set for the cache")]
    private static partial void LogNotSet(ILogger logger, Exception exception);
}
