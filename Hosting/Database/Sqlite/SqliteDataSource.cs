using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// The single open connection to the vault's SQLite file, lent to one user at a time. SQLite has one writer anyway, and
/// queueing for it here costs less than SQLite's busy waiting. A connection that stays open also keeps the write-ahead log
/// from being checkpointed at each close, and avoids Microsoft.Data.Sqlite's own pool, which can lend one connection twice
/// (dotnet/efcore#39008). A commit only writes the log; <see cref="SyncAsync"/> flushes it to disk. A file that is mostly read
/// has a second source with several connections, for its readers.
/// </summary>
internal sealed class SqliteDataSource : DbDataSource
{
    private readonly SemaphoreSlim _turn;
    private readonly SqliteLog _log;
    private readonly ConcurrentBag<LentConnection> _idle = [];
    private readonly string _pragmas;
    private bool _disposed;

    /// <param name="connections">More than one for readers only.</param>
    /// <param name="pragmas">Statements that each new connection runs after the usual ones.</param>
    public SqliteDataSource(string file, int connections = 1, string pragmas = "")
    {
        _turn = new SemaphoreSlim(connections, connections);
        _pragmas = pragmas;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows()) KeepPrivate(file);
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString;
        _log = new SqliteLog(file);
    }

    /// <summary>Completes once everything committed before the call survives a power failure.</summary>
    public Task SyncAsync() => _log.SyncAsync();

    public override string ConnectionString { get; }

    protected override DbConnection CreateDbConnection() => new SqliteConnection(ConnectionString);

    protected override DbConnection OpenDbConnection()
    {
        _turn.Wait();
        return Lend();
    }

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        // SQLite works, and waits for the disk, on the calling thread, which must not be a grain's.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return Lend();
    }

    /// <summary>Phone numbers and conversations are in it. SQLite gives its log files the mode of the file.</summary>
    [UnsupportedOSPlatform("windows")]
    private static void KeepPrivate(string file)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (new FileStream(file, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
            UnixCreateMode = Own,
        }))
        {
        }

        foreach (var part in (string[])[file, file + "-wal", file + "-shm"])
        {
            if (File.Exists(part)) File.SetUnixFileMode(part, Own);
        }
    }

    private LentConnection Lend()
    {
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var connection = _idle.TryTake(out var idle) ? idle : Connect();
            connection.Lend();
            return connection;
        }
        catch
        {
            _turn.Release();
            throw;
        }
    }

    private LentConnection Connect()
    {
        var connection = new LentConnection(this);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            // NORMAL leaves syncing the log to SyncAsync, which covers many commits at once. The setting is per connection.
            pragmas.CommandText =
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
                + _pragmas;
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Close();
            throw;
        }
    }

    /// <returns>Whether the connection stays open.</returns>
    private bool TakeBack(LentConnection connection)
    {
        var keep = !_disposed && connection.State == System.Data.ConnectionState.Open;
        if (keep) _idle.Add(connection);
        _turn.Release();
        return keep;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            while (_idle.TryTake(out var connection)) connection.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(true);
        return base.DisposeAsyncCore();
    }

    /// <summary>A connection that returns to its owner when disposed.</summary>
    private sealed class LentConnection(SqliteDataSource owner) : SqliteConnection(owner.ConnectionString)
    {
        private int _lent;

        public void Lend() => _lent = 1;

#pragma warning disable CA2215 // Intentionally not disposed: the connection is returned open.
        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref _lent, 0) == 1 && owner.TakeBack(this)) return;
            base.Dispose(disposing);
        }
#pragma warning restore CA2215
    }
}
