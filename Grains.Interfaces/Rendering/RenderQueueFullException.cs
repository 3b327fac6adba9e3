namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>The render queue holds as many jobs as it may.</summary>
[GenerateSerializer, Alias("vault.RenderQueueFullException")]
public sealed class RenderQueueFullException()
    : Exception("The render queue is full: try again in a few minutes.");
