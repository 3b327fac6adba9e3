namespace ObsidianVault.Grains.Interfaces.Outages;

/// <summary>How long to wait before retrying something that nobody is waiting for.</summary>
public static class Backoff
{
    /// <summary>
    /// Twice as long after each failure, at most <paramref name="longest"/>, and at random up to a quarter less, so that callers
    /// that failed together do not all retry together.
    /// </summary>
    /// <param name="failures">How often it has failed in a row, from 1.</param>
    public static TimeSpan After(int failures, TimeSpan first, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(failures);
        var wait = Math.Min(longest.TotalSeconds, first.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        return TimeSpan.FromSeconds(wait * (1 - (Random.Shared.NextDouble() / 4)));
    }
}
