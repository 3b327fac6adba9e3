namespace ObsidianVault.Renderer.Sandbox;

/// <summary>A render was cancelled after the given number of seconds in the sandbox.</summary>
internal sealed class RenderCancelledException(double renderSeconds, CancellationToken cancellationToken)
    : OperationCanceledException(cancellationToken)
{
    public double RenderSeconds => renderSeconds;
}
