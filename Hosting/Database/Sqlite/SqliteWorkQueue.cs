using Microsoft.Data.Sqlite;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Hosting.Database.Work;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// The work queue in SQLite. Only one process uses it, through one connection, so its turns need no locks, and its clock is the
/// process's own. Changes that must survive a power failure are on disk when a call returns.
/// </summary>
internal sealed class SqliteWorkQueue(SqliteDataSource dataSource, WorkQueueOptions options, TimeProvider time)
    : WorkQueue(dataSource, options, time)
{
    private const string Move =
        """
        UPDATE vault_work SET kind = @kind, priority = @priority, not_before = @ready, leased_until = NULL, worker = NULL
        WHERE job_id = @job AND kind <> @kind
        """;

    private const string Add =
        """
        INSERT INTO vault_work (job_id, kind, user_id, priority, enqueued_at, not_before)
        SELECT @job, @kind, @user, @priority, @now, @ready WHERE (SELECT count(*) FROM vault_work) < @depth
        ON CONFLICT (job_id) DO NOTHING
        """;

    private const string Lease =
        """
        UPDATE vault_work SET epoch = @epoch, leased_until = @until, worker = @worker WHERE job_id = @job RETURNING returned
        """;

    private readonly SqliteDataSource _dataSource = dataSource;
    private readonly TimeProvider _time = time;

    protected override async Task<bool> TryAddAsync(NewEntry entry, CancellationToken cancellationToken)
    {
        var fits = await RunAsync(
            run =>
            {
                (string, object?)[] values =
                    [("job", entry.JobId), ("kind", (long)entry.Kind), ("priority", (long)entry.Priority), ("ready", entry.Ready)];
                return run.Change(Move, values) > 0
                    || run.Change(Add, [.. values, ("user", entry.UserId), ("now", entry.Now), ("depth", Options.MaxDepth)]) > 0
                    || run.Read("SELECT 1 FROM vault_work WHERE job_id = @job", ("job", entry.JobId)) is not null;
            },
            cancellationToken).ConfigureAwait(false);
        await _dataSource.SyncAsync().ConfigureAwait(false);
        return fits;
    }

    protected override async Task<WorkLease?> LeaseAsync(
        WorkKind kind, string worker, QueueClock clock, CancellationToken cancellationToken)
    {
        var until = clock.Now + Milliseconds(Options.Lease);
        var lease = await RunAsync(
            run =>
            {
                var job = (string?)run.Read(
                    InTurn + " LIMIT 1",
                    ("kind", (long)kind),
                    ("now", clock.Now),
                    ("batch", (long)JobPriority.Batch),
                    ("patient", clock.Now - Milliseconds(Options.BatchPatience)));
                if (job is null) return null;
                var epoch = (long)run.Read("UPDATE vault_work_epoch SET last = last + 1 RETURNING last")!;
                var returned = (long)run.Read(Lease, ("job", job), ("epoch", epoch), ("until", until), ("worker", worker))!;
                return new WorkLease(job, kind, epoch, clock.ToLocal(until)) { Returned = (int)returned };
            },
            cancellationToken).ConfigureAwait(false);
        // An epoch lost in a power failure would be given out again.
        if (lease is not null) await _dataSource.SyncAsync().ConfigureAwait(false);
        return lease;
    }

    protected override ValueTask<QueueClock> ClockAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(QueueClock.At(_time.GetUtcNow(), TimeSpan.Zero));

    private async Task<T> RunAsync<T>(Func<Statements, T> work, CancellationToken cancellationToken)
    {
        // The data source leaves the caller's scheduler before it lends the connection: what follows is synchronous.
        await using var connection = (SqliteConnection)await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = connection.BeginTransaction(deferred: false);
        var result = work(new Statements(connection, transaction));
        transaction.Commit();
        return result;
    }

    private readonly struct Statements(SqliteConnection connection, SqliteTransaction transaction)
    {
        public int Change(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        {
            using var command = Command(connection, sql, parameters);
            command.Transaction = transaction;
            return command.ExecuteNonQuery();
        }

        /// <summary>The first column of the first row, or null.</summary>
        public object? Read(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        {
            using var command = Command(connection, sql, parameters);
            command.Transaction = transaction;
            return command.ExecuteScalar();
        }
    }
}
