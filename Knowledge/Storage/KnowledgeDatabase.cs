using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Hosting.Database.Sqlite;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>
/// Where the knowledge base's rows are: knowledge.db in the data folder, with one writer and several readers, or the one
/// PostgreSQL database.
/// </summary>
internal sealed class KnowledgeDatabase : IAsyncDisposable, IDisposable
{
    private const int Readers = 8;

    // What was deleted is overwritten, and readers map the file instead of copying its pages.
    private const string WriterPragmas = "PRAGMA secure_delete = ON; PRAGMA cache_size = -32000";
    private const string ReaderPragmas = "PRAGMA query_only = ON; PRAGMA mmap_size = 268435456; PRAGMA cache_size = -8000";

    private readonly DbDataSource _writer;
    private readonly DbDataSource _readers;
    private readonly bool _owned;

    /// <summary>The SQLite file, which is created if missing.</summary>
    public KnowledgeDatabase(string file)
    {
        _owned = true;
        _writer = new SqliteDataSource(file, 1, WriterPragmas);
        _readers = new SqliteDataSource(file, Readers, ReaderPragmas);
    }

    /// <summary>The PostgreSQL database.</summary>
    public KnowledgeDatabase(DbDataSource source) => _writer = _readers = source;

    public bool IsSqlite => _writer is SqliteDataSource;

    /// <summary>Whether the database compares vectors itself, which takes PostgreSQL with the extension pgvector.</summary>
    public bool ComparesVectors { get; internal set; }

    public async Task MigrateAsync(TimeProvider time, ILogger<DatabaseMigrator> logger, CancellationToken cancellationToken)
    {
        var migrator = new DatabaseMigrator(_writer, time, logger);
        if (IsSqlite)
        {
            await migrator.MigrateAsync(DatabaseMigrator.KnowledgeScripts(), cancellationToken).ConfigureAwait(false);
            return;
        }

        await migrator.MigrateAsync(cancellationToken).ConfigureAwait(false);
        ComparesVectors = await VectorExtension.FindAsync(_writer, logger, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads in one transaction, which sees the database as it was when it began.</summary>
    public async Task<T> ReadAsync<T>(Func<KnowledgeTransaction, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await _readers.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = connection is SqliteConnection file
            ? file.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        var result = await read(Transaction(connection, transaction, cancellationToken)).ConfigureAwait(false);
        await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        return result;
    }

    /// <summary>
    /// Writes in one transaction. It survives the end of the process; <see cref="SyncAsync"/> makes it survive the machine's.
    /// </summary>
    public async Task<T> WriteAsync<T>(Func<KnowledgeTransaction, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var connection = await _writer.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = connection is SqliteConnection file
            ? file.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var sql = Transaction(connection, transaction, cancellationToken);
        var result = await write(sql).ConfigureAwait(false);
        await sql.FlushAsync().ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return result;
    }

    public Task SyncAsync() => _writer is SqliteDataSource file ? file.SyncAsync() : Task.CompletedTask;

    private KnowledgeTransaction Transaction(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken) =>
        new(connection, transaction, cancellationToken) { ComparesVectors = ComparesVectors };

    public void Dispose()
    {
        if (!_owned) return;
        _readers.Dispose();
        _writer.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_owned) return;
        await _readers.DisposeAsync().ConfigureAwait(false);
        await _writer.DisposeAsync().ConfigureAwait(false);
    }
}
