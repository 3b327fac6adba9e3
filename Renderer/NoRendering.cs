using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Renderer;

/// <summary>Logs at start that this host does not render, why, and how to change that.</summary>
internal sealed partial class NoRendering(ILogger<NoRendering> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogOff(logger, ManimRoots.Remedy);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "Rendering is off, and videos stay in the queue: this machine has no Manim. {Remedy}")]
    private static partial void LogOff(ILogger logger, string remedy);
}
