namespace ObsidianVault.Grains.Interfaces.Expiry;

/// <summary>
/// The rows of the expiry buckets: which grain is due when. One row per grain, so a change costs the same however many
/// grains a bucket holds. Stored beside the grain storage (SQLite or PostgreSQL).
/// </summary>
public interface IDueStore
{
    /// <summary>Adds the row, or moves it to <paramref name="dueAt"/> if that is earlier.</summary>
    Task ScheduleAsync(int bucket, string grainKey, DateTimeOffset dueAt);

    /// <summary>The rows of the bucket that are due, oldest first.</summary>
    Task<IReadOnlyList<DueRow>> ReadDueAsync(int bucket, DateTimeOffset now, int limit);

    /// <summary>
    /// Moves each row to its next time, or deletes it if that is null, unless it has changed since it was read. All in one
    /// transaction.
    /// </summary>
    Task CompleteAsync(int bucket, IReadOnlyCollection<DueOutcome> outcomes);

    /// <summary>When the bucket's next row is due, or null if it has none.</summary>
    Task<DateTimeOffset?> NextDueAsync(int bucket);
}

/// <summary>A row as it was read; every <see cref="IDueStore.ScheduleAsync"/> of the grain changes its version.</summary>
public sealed record DueRow(string GrainKey, DateTimeOffset DueAt, long Version = 0);

/// <summary>The outcome of waking a row's grain.</summary>
/// <param name="NextDueAt">When to wake it next, or null for never.</param>
public sealed record DueOutcome(DueRow Row, DateTimeOffset? NextDueAt);
