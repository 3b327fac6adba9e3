namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>The queue holds as many jobs as it may.</summary>
[GenerateSerializer, Alias("vault.WorkQueueFullException")]
public sealed class WorkQueueFullException()
    : Exception("The queue of videos is full. Try again in a few minutes.");
