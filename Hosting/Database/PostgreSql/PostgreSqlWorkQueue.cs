using Npgsql;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Hosting.Database.Work;

namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>
/// The work queue in PostgreSQL. Leasing and enqueueing take one round trip each: a lock that is released at its end, so that
/// turns between users are fair and the bound is exact under concurrency, and one statement that sees all earlier changes.
/// </summary>
internal sealed class PostgreSqlWorkQueue(NpgsqlDataSource dataSource, WorkQueueOptions options, TimeProvider time)
    : WorkQueue(dataSource, options, time)
{
    /// <summary>Arbitrary advisory lock ids used only by the queue; for leasing, the second one is the kind.</summary>
    private const int LeaseLock = 0x0B51D1A1;
    private const int EnqueueLock = 0x0B51D1A2;

    // The planner has no statistics for a table that grows by thousands of rows within minutes. It would choose a nested loop,
    // which compares every entry with every lease.
    private const string Lock = "SELECT pg_advisory_xact_lock(@lock, @part), set_config('enable_nestloop', 'off', true)";

    // Rows being removed or moved by others are skipped. They are not locked in the ordering query itself, because that would
    // sort all entries although the first few are enough.
    private const string Lease =
        $"""
        WITH first AS MATERIALIZED (
            SELECT ARRAY({InTurn} LIMIT 16) AS jobs),
        next AS (
            SELECT w.job_id FROM vault_work w
            WHERE w.job_id = ANY((SELECT jobs FROM first)::text[]) AND {Free}
            ORDER BY array_position((SELECT jobs FROM first), w.job_id)
            LIMIT 1 FOR UPDATE SKIP LOCKED)
        UPDATE vault_work SET epoch = nextval('vault_work_epoch'), leased_until = @until, worker = @worker
        WHERE job_id = (SELECT job_id FROM next)
        RETURNING job_id, epoch, returned
        """;

    private const string Enqueue =
        """
        WITH entry AS (
            SELECT kind FROM vault_work WHERE job_id = @job),
        moved AS (
            UPDATE vault_work SET kind = @kind, priority = @priority, not_before = @ready, leased_until = NULL, worker = NULL
            WHERE job_id = @job AND kind <> @kind),
        added AS (
            INSERT INTO vault_work (job_id, kind, user_id, priority, enqueued_at, not_before)
            SELECT @job, @kind, @user, @priority, @now, @ready
            WHERE NOT EXISTS (SELECT 1 FROM entry) AND (SELECT count(*) FROM vault_work) < @depth
            RETURNING job_id)
        SELECT EXISTS (SELECT 1 FROM entry) OR EXISTS (SELECT 1 FROM added)
        """;

    private readonly NpgsqlDataSource _dataSource = dataSource;
    private readonly ServerClock _clock = new(dataSource, time);

    protected override Task<bool> TryAddAsync(NewEntry entry, CancellationToken cancellationToken) => RunAsync(
        (EnqueueLock, 0), Enqueue, reader => reader.GetBoolean(0), cancellationToken,
        new NpgsqlParameter<string>("job", entry.JobId), new NpgsqlParameter<string>("user", entry.UserId),
        new NpgsqlParameter<long>("kind", (long)entry.Kind), new NpgsqlParameter<long>("priority", (long)entry.Priority),
        new NpgsqlParameter<long>("now", entry.Now), new NpgsqlParameter<long>("ready", entry.Ready),
        new NpgsqlParameter<long>("depth", Options.MaxDepth));

    protected override Task<WorkLease?> LeaseAsync(WorkKind kind, string worker, QueueClock clock, CancellationToken cancellationToken)
    {
        var until = clock.Now + Milliseconds(Options.Lease);
        return RunAsync(
            (LeaseLock, (int)kind), Lease,
            reader => new WorkLease(reader.GetString(0), kind, reader.GetInt64(1), clock.ToLocal(until))
            {
                Returned = (int)reader.GetInt64(2),
            },
            cancellationToken,
            new NpgsqlParameter<long>("kind", (long)kind), new NpgsqlParameter<long>("now", clock.Now),
            new NpgsqlParameter<long>("batch", (long)JobPriority.Batch),
            new NpgsqlParameter<long>("patient", clock.Now - Milliseconds(Options.BatchPatience)),
            new NpgsqlParameter<long>("until", until), new NpgsqlParameter<string>("worker", worker));
    }

    protected override ValueTask<QueueClock> ClockAsync(CancellationToken cancellationToken) => _clock.GetAsync(cancellationToken);

    /// <summary>
    /// Runs the statement in one transaction, exclusively among those of its lock; returns the row it yields, or the default.
    /// </summary>
    private async Task<T?> RunAsync<T>(
        (int Lock, int Part) alone,
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params NpgsqlParameter[] parameters)
    {
        await using var connection = await _dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock)
        {
            Parameters = { new NpgsqlParameter<int>("lock", alone.Lock), new NpgsqlParameter<int>("part", alone.Part) },
        });
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        var row = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? read(reader) : default;
        // An error of the commit itself comes after the row.
        while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
        }

        return row;
    }
}
