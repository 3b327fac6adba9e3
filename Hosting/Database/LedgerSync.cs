using ObsidianVault.Hosting.Database.Sqlite;

namespace ObsidianVault.Hosting.Database;

/// <summary>Syncs the ledgers' commits in SQLite's log to disk, many commits at a time.</summary>
internal sealed partial class LedgerSync(SqliteDataSource dataSource, TimeProvider time, ILogger<LedgerSync> logger) : IDisposable
{
    /// <summary>A power failure loses at most the charges of this period.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private ITimer? _timer;
    private bool _due;

    /// <summary>Syncs everything committed so far within the period.</summary>
    public void Soon()
    {
        lock (_gate)
        {
            if (_due) return;
            _due = true;
            _timer ??= time.CreateTimer(_ => _ = SyncAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            _timer.Change(Period, Timeout.InfiniteTimeSpan);
        }
    }

    private async Task SyncAsync()
    {
        lock (_gate) _due = false;
        try
        {
            await dataSource.SyncAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogFailed(exception);
        }
    }

    public void Dispose() => _timer?.Dispose();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The ledgers could not be synced to disk; the next commit tries again")]
    private partial void LogFailed(Exception exception);
}
