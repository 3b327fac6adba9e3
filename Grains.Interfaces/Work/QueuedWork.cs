namespace ObsidianVault.Grains.Interfaces.Work;

/// <summary>A job in the work queue, for operators.</summary>
/// <param name="EnqueuedAt">When it came.</param>
/// <param name="Worker">Who works on it; null for nobody.</param>
/// <param name="LeasedUntil">Until when the worker holds it.</param>
/// <param name="Returned">How often a worker gave it back through no fault of the job.</param>
[GenerateSerializer, Immutable, Alias("vault.QueuedWork")]
public sealed record QueuedWork(
    [property: Id(0)] string JobId,
    [property: Id(1)] WorkKind Kind,
    [property: Id(2)] string UserId,
    [property: Id(3)] JobPriority Priority,
    [property: Id(4)] DateTimeOffset EnqueuedAt,
    [property: Id(5)] string? Worker,
    [property: Id(6)] DateTimeOffset? LeasedUntil,
    [property: Id(7)] int Returned)
{
    /// <summary>How many one read returns.</summary>
    public const int MaxRead = 500;
}
