namespace ObsidianVault.Grains.Interfaces.Expiry;

/// <summary>
/// Wakes grains when something is due: a lifetime, a deadline, or work that a crash left unfinished.
/// One reminder per bucket, and a fixed number of buckets. Key: <see cref="GrainKeys.Expiry"/>.
/// </summary>
[Alias("vault.IExpiryGrain")]
public interface IExpiryGrain : IGrainWithStringKey
{
    /// <summary>Sets when the grain is woken next; if a time is already set, the earlier one wins.</summary>
    [Alias("Schedule")]
    Task ScheduleAsync(string grainKey, DateTimeOffset dueAt);

    /// <summary>Wakes the grains that are due now.</summary>
    /// <returns>How many grains were woken.</returns>
    [Alias("Sweep")]
    Task<int> SweepAsync();
}

/// <summary>A grain that <see cref="IExpiryGrain"/> wakes.</summary>
[Alias("vault.IExpirable")]
public interface IExpirable : IGrainWithStringKey
{
    /// <summary>Does what is due, and nothing else: wake-ups may come early, late or twice.</summary>
    /// <returns>When to be woken next, or null for never.</returns>
    [Alias("OnDue")]
    Task<DateTimeOffset?> OnDueAsync();
}
