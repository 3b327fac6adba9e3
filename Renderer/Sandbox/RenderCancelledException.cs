namespace ObsidianVault.Renderer.Sandbox;

/// <summary>A render that was cancelled after so many seconds in the sandbox.</summary>
internal sealed class RenderCancelledException(double renderSeconds, CancellationToken cancellationToken) : OperationCanceledException(cancellationToken)
{
    public double RenderSeconds => renderSeconds;
}
