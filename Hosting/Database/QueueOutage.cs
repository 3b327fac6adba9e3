namespace ObsidianVault.Hosting.Database;

/// <summary>
/// Whether the queue's database was away, as this process saw it. Leases end meanwhile though their work goes on: when it is
/// back, those who hold them renew them first, before anybody may lease. No job is begun again for a database's hiccup.
/// </summary>
internal sealed class QueueOutage(TimeProvider time)
{
    /// <summary>Those who hold leases try again every five seconds, or sooner.</summary>
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
