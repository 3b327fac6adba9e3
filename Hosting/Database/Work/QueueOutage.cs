namespace ObsidianVault.Hosting.Database.Work;

/// <summary>
/// Whether the queue's database was unreachable, as seen by this process. Leases expire meanwhile although their work goes on,
/// so when it is back, holders renew their leases before anybody may take new ones: a short outage restarts no job.
/// </summary>
internal sealed class QueueOutage(TimeProvider time)
{
    /// <summary>Lease holders retry every five seconds or more often.</summary>
    private static readonly TimeSpan s_holdersFirst = TimeSpan.FromSeconds(6);

    private long _endedAt = DateTimeOffset.MinValue.UtcTicks;
    private volatile bool _isOn;

    public bool IsOn => _isOn;

    public bool HoldersGoFirst => _isOn || time.GetUtcNow().UtcTicks - Volatile.Read(ref _endedAt) < s_holdersFirst.Ticks;

    /// <summary>Learns from a call whether the database answers.</summary>
    public async Task<T> WatchAsync<T>(Task<T> call)
    {
        try
        {
            var result = await call.ConfigureAwait(false);
            if (_isOn)
            {
                Volatile.Write(ref _endedAt, time.GetUtcNow().UtcTicks);
                _isOn = false;
            }

            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            _isOn = true;
            throw;
        }
    }
}
