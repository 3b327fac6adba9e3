using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// The one open connection to the vault's SQLite file, lent to one user at a time.
/// SQLite has one writer anyway; queueing for it here costs less than its busy waiting, a connection that stays open
/// keeps the write-ahead log from being folded in at each close, and Microsoft.Data.Sqlite's own pool, which can lend
/// one connection twice (dotnet/efcore#39008), stays out of it. A commit writes the log; <see cref="SyncAsync"/> brings it
/// to the disk.
/// </summary>
internal sealed class SqliteDataSource : DbDataSource
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SqliteLog _log;
    private LentConnection? _idle;
    private bool _disposed;

    public SqliteDataSource(string file)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder) Directory.CreateDirectory(folder);
        ConnectionString = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ConnectionString;
        _log = new SqliteLog(file);
    }

    /// <summary>Ends when all that was committed before the call survives a power cut.</summary>
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
        // SQLite does its work, and waits for the disk, on the calling thread: never on a grain's.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return Lend();
    }

    private LentConnection Lend()
    {
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var connection = Interlocked.Exchange(ref _idle, null) ?? Connect();
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
            // NORMAL leaves syncing the log to SyncAsync, which does it for many commits at once; it is per connection.
            pragmas.CommandText =
                "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON";
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Close();
            throw;
        }
    }

    /// <returns>Whether the connection goes on living.</returns>
    private bool TakeBack(LentConnection connection)
    {
        var keep = !_disposed && connection.State == System.Data.ConnectionState.Open;
        if (keep) _idle = connection;
        _turn.Release();
        return keep;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            Interlocked.Exchange(ref _idle, null)?.Dispose();
        }

        base.Dispose(disposing);
    }

    protected override ValueTask DisposeAsyncCore()
    {
        Dispose(true);
        return base.DisposeAsyncCore();
    }

    /// <summary>Goes back to its owner when disposed.</summary>
    private sealed class LentConnection(SqliteDataSource owner) : SqliteConnection(owner.ConnectionString)
    {
        private int _lent;

        public void Lend() => _lent = 1;

#pragma warning disable CA2215 // Not disposing is the point: the connection goes back open.
        protected override void Dispose(bool disposing)
        {
            if (disposing && Interlocked.Exchange(ref _lent, 0) == 1 && owner.TakeBack(this)) return;
            base.Dispose(disposing);
        }
#pragma warning restore CA2215
    }
}
