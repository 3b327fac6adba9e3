using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Rendering;

/// <summary>The jobs of one shard, in order of arrival, and the leases on them.</summary>
[GenerateSerializer, Immutable, Alias("vault.RenderQueueState")]
public sealed record RenderQueueState
{
    [Id(0)] public ImmutableArray<QueueEntry> Entries { get; init; } = [];

    /// <summary>The epoch of the newest lease; every lease gets a higher one.</summary>
    [Id(1)] public long LastEpoch { get; init; }

    /// <summary>
    /// The next job: what somebody waits for before batch work that has waited for less than the patience; among them of
    /// the user with the fewest leases, the one that waits longest.
    /// </summary>
    public QueueEntry? Next(DateTimeOffset now, TimeSpan patience)
    {
        var busy = Entries.Where(e => e.IsLeased(now)).CountBy(e => e.UserId).ToDictionary();
        return Entries.Where(e => !e.IsLeased(now)).MinBy(e => (CanWait(e, now, patience), busy.GetValueOrDefault(e.UserId)));
    }

    private static bool CanWait(QueueEntry entry, DateTimeOffset now, TimeSpan patience) =>
        entry.Priority == JobPriority.Batch && entry.EnqueuedAt + patience > now;

    public QueueEntry? Find(string jobId) => Entries.FirstOrDefault(e => e.JobId == jobId);

    public RenderQueueState Replace(QueueEntry old, QueueEntry entry) => this with { Entries = Entries.Replace(old, entry) };
}

[GenerateSerializer, Immutable, Alias("vault.QueueEntry")]
public sealed record QueueEntry(
    [property: Id(0)] string JobId,
    [property: Id(1)] string UserId,
    [property: Id(2)] long Epoch = 0,
    [property: Id(3)] DateTimeOffset? LeasedUntil = null,
    [property: Id(4)] string? Renderer = null)
{
    [Id(5)] public JobPriority Priority { get; init; }

    [Id(6)] public DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>How many leases were given back before they ended.</summary>
    [Id(7)] public int Returned { get; init; }

    public bool IsLeased(DateTimeOffset now) => LeasedUntil > now;
}
