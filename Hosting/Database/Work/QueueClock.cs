namespace ObsidianVault.Hosting.Database.Work;

/// <summary>A moment by the queue's clock, and how far that clock is ahead of this machine's.</summary>
/// <param name="Now">Milliseconds since 1970.</param>
/// <param name="Ahead">Negative if the queue's clock is behind.</param>
internal readonly record struct QueueClock(long Now, TimeSpan Ahead)
{
    public static QueueClock At(DateTimeOffset local, TimeSpan ahead) => new((local + ahead).ToUnixTimeMilliseconds(), ahead);

    /// <summary>Converts a time of the queue to this machine's clock.</summary>
    public DateTimeOffset ToLocal(long queueTime) => DateTimeOffset.FromUnixTimeMilliseconds(queueTime) - Ahead;

    /// <summary>Converts a time of this machine to the queue's clock; never before it.</summary>
    public long ToQueue(DateTimeOffset local)
    {
        var time = local + Ahead;
        var floor = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(floor) < time ? floor + 1 : floor;
    }
}
