namespace ObsidianVault.Hosting.Database.Work;

/// <summary>
/// Whether the queue's database was unreachable, as seen by this process. Leases expire meanwhile although their work goes on,
/// so when it is back, holders renew their leases before anybody may take new ones: a short outage restarts no job.
/// </summary>
internal sealed class QueueOutage(TimeProvider time)
{
    /// <summary>Lease holders retry every five seconds or more often.</summary>
    private static readonly TimeSpan s_holdersFirst = TimeSpan.FromSeconds(6);

    /// <summary>A call that takes longer got no answer, whatever becomes of it: a database that hangs refuses nothing.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(4);

    private long _endedAt = DateTimeOffset.MinValue.UtcTicks;
    private volatile bool _isOn;

    public bool IsOn => _isOn;

    public bool HoldersGoFirst => _isOn || time.GetUtcNow().UtcTicks - Volatile.Read(ref _endedAt) < s_holdersFirst.Ticks;

    /// <summary>Learns from a call whether the database answers.</summary>
    public async Task<T> WatchAsync<T>(Task<T> call)
    {
        var started = time.GetTimestamp();
        try
        {
            var result = await call.ConfigureAwait(false);
            if (_isOn || IsLate())
            {
                Volatile.Write(ref _endedAt, time.GetUtcNow().UtcTicks);
                _isOn = false;
            }

            return result;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || IsLate())
        {
            _isOn = true;
            throw;
        }

        bool IsLate() => time.GetElapsedTime(started) >= s_longest;
    }
}
