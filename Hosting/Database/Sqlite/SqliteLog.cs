using Microsoft.Win32.SafeHandles;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// Syncs SQLite's write-ahead log to disk, once for all waiting callers; commits only write it. A thousand grains that
/// store state concurrently share a few syncs instead of waiting for one each.
/// </summary>
internal sealed class SqliteLog(string databaseFile)
{
    private readonly string _file = databaseFile + "-wal";
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiting;
    private bool _syncing;

    /// <summary>Completes once everything committed before the call is on disk.</summary>
    public Task SyncAsync()
    {
        lock (_gate)
        {
            _waiting ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (!_syncing)
            {
                _syncing = true;
                ThreadPool.UnsafeQueueUserWorkItem(static log => log.SyncAll(), this, preferLocal: false);
            }

            return _waiting.Task;
        }
    }

    private void SyncAll()
    {
        while (Next() is { } waiting)
        {
            try
            {
                Sync();
                waiting.SetResult();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                waiting.SetException(exception);
            }
        }
    }

    private TaskCompletionSource? Next()
    {
        lock (_gate)
        {
            var next = _waiting;
            _waiting = null;
            _syncing = next is not null;
            return next;
        }
    }

    private void Sync()
    {
        // Opened each time, because SQLite may have replaced the file. SQLite holds no locks on it that closing could release.
        if (!File.Exists(_file)) return;
        using SafeFileHandle log = File.OpenHandle(_file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(log);
    }
}
