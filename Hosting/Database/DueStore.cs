using System.Data.Common;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Hosting.Database.PostgreSql;
using ObsidianVault.Hosting.Database.Sqlite;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database;

/// <summary>The due rows in the database. Times are whole milliseconds, rounded up so that a wake-up is never early.</summary>
internal abstract class DueStore(DbDataSource dataSource) : IDueStore, IDisposable
{
    /// <summary>Sweeps leave most connections to callers that acknowledge messages.</summary>
    private const int MaxSweepConnections = 2;

    private readonly SemaphoreSlim _sweeps = new(MaxSweepConnections, MaxSweepConnections);

    /// <summary>The dialect's function for the smaller of two values.</summary>
    protected abstract string Least { get; }

    /// <summary>Completes the rows in one transaction.</summary>
    protected abstract Task CompleteAsync(DbConnection connection, int bucket, IReadOnlyCollection<DueOutcome> outcomes);

    /// <summary>Completes once everything written survives a power failure.</summary>
    protected virtual Task SyncAsync() => Task.CompletedTask;

    public virtual Task ScheduleAsync(int bucket, string grainKey, DateTimeOffset dueAt) => ExecuteAsync(
        $"""
        INSERT INTO vault_due AS d (grain_key, bucket, due_at) VALUES (@key, @bucket, @due)
        ON CONFLICT (grain_key) DO UPDATE
            SET bucket = excluded.bucket, due_at = {Least}(d.due_at, excluded.due_at), version = d.version + 1
        """,
        ("key", grainKey), ("bucket", bucket), ("due", Milliseconds(dueAt)));

    public async Task<IReadOnlyList<DueRow>> ReadDueAsync(int bucket, DateTimeOffset now, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        await _sweeps.WaitAsync().ConfigureAwait(false);
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
            await using var command = Command(connection,
                """
                SELECT grain_key, due_at, version FROM vault_due WHERE bucket = @bucket AND due_at <= @now
                ORDER BY due_at, grain_key LIMIT @limit
                """,
                ("bucket", bucket), ("now", now.ToUnixTimeMilliseconds()), ("limit", limit));
            await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
            var rows = new List<DueRow>();
            while (await reader.ReadAsync().ConfigureAwait(false))
                rows.Add(new DueRow(reader.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), reader.GetInt64(2)));
            return rows;
        }
        finally
        {
            _sweeps.Release();
        }
    }

    public async Task CompleteAsync(int bucket, IReadOnlyCollection<DueOutcome> outcomes)
    {
        if (outcomes.Count == 0) return;
        await _sweeps.WaitAsync().ConfigureAwait(false);
        try
        {
            await using (var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false))
                await CompleteAsync(connection, bucket, outcomes).ConfigureAwait(false);
            await SyncAsync().ConfigureAwait(false);
        }
        finally
        {
            _sweeps.Release();
        }
    }

    public async Task<DateTimeOffset?> NextDueAsync(int bucket)
    {
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        await using var command = Command(connection, "SELECT min(due_at) FROM vault_due WHERE bucket = @bucket", ("bucket", bucket));
        var due = await command.ExecuteScalarAsync().ConfigureAwait(false);
        return due is null or DBNull
            ? null
            : DateTimeOffset.FromUnixTimeMilliseconds(Convert.ToInt64(due, CultureInfo.InvariantCulture));
    }

    public void Dispose() => _sweeps.Dispose();

    private async Task ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using (var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false))
        await using (var command = Command(connection, sql, parameters))
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        await SyncAsync().ConfigureAwait(false);
    }

    protected static long Milliseconds(DateTimeOffset time)
    {
        var floor = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(floor) < time ? floor + 1 : floor;
    }
}

/// <summary>The data source moves synchronous work off the caller's scheduler.</summary>
internal sealed class SqliteDueStore(SqliteDataSource dataSource) : DueStore(dataSource)
{
    protected override Task SyncAsync() => dataSource.SyncAsync();

    protected override string Least => "min";

    protected override async Task CompleteAsync(DbConnection connection, int bucket, IReadOnlyCollection<DueOutcome> outcomes)
    {
        const string asRead = "WHERE grain_key = @key AND bucket = @bucket AND due_at = @due AND version = @version";
        await using var transaction = await connection.BeginTransactionAsync().ConfigureAwait(false);
        foreach (var (row, next) in outcomes)
        {
            (string, object?)[] parameters =
                [("key", row.GrainKey), ("bucket", bucket), ("due", Milliseconds(row.DueAt)), ("version", row.Version)];
            var change = next is null ? "DELETE FROM vault_due" : "UPDATE vault_due SET due_at = @next, version = version + 1";
            if (next is { } dueAt) parameters = [.. parameters, ("next", Milliseconds(dueAt))];
            await using var command = Command(connection, $"{change} {asRead}", parameters);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }

        await transaction.CommitAsync().ConfigureAwait(false);
    }
}

/// <param name="lanes">The number of groups of schedules that are committed at the same time; 0 commits each by itself.</param>
internal sealed class PostgreSqlDueStore(DbDataSource dataSource, int lanes) : DueStore(dataSource)
{
    private const string Schedule = """
        INSERT INTO vault_due AS d (grain_key, bucket, due_at)
        SELECT s.key, s.bucket, s.due FROM unnest(@keys, @buckets, @dues) AS s (key, bucket, due)
        ON CONFLICT (grain_key) DO UPDATE
            SET bucket = excluded.bucket, due_at = least(d.due_at, excluded.due_at), version = d.version + 1
        """;

    private readonly WriteLane<DueWrite, bool>? _lane = lanes == 0
        ? null
        : new(group => ScheduleAsync(dataSource, group), write => write.Key, write => write.Key.Length);

    protected override string Least => "least";

    public override Task ScheduleAsync(int bucket, string grainKey, DateTimeOffset dueAt) => _lane is null
        ? base.ScheduleAsync(bucket, grainKey, dueAt)
        : _lane.WriteAsync(new DueWrite(grainKey, bucket, Milliseconds(dueAt)));

    private static async Task<bool[]> ScheduleAsync(DbDataSource dataSource, IReadOnlyList<DueWrite> group)
    {
        // In the order of the rows, so that two silos that schedule the same ones do not lock each other out.
        var rows = group.OrderBy(write => write.Key, StringComparer.Ordinal).ToList();
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        await using var command = Command(
            connection,
            Schedule,
            ("keys", rows.Select(write => write.Key).ToArray()),
            ("buckets", rows.Select(write => write.Bucket).ToArray()),
            ("dues", rows.Select(write => write.Due).ToArray()));
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        return new bool[group.Count];
    }

    /// <param name="Due">In milliseconds since 1970.</param>
    private sealed record DueWrite(string Key, int Bucket, long Due);

    protected override async Task CompleteAsync(DbConnection connection, int bucket, IReadOnlyCollection<DueOutcome> outcomes)
    {
        const string asRead = "d.grain_key = r.key AND d.bucket = @bucket AND d.due_at = r.due AND d.version = r.version";
        // One statement: both parts see the table as it was before.
        await using var command = Command(
            connection,
            $"""
            WITH r AS (SELECT * FROM unnest(@keys, @dues, @versions, @nexts) AS r (key, due, version, next)),
                moved AS (UPDATE vault_due d SET due_at = r.next, version = d.version + 1 FROM r WHERE {asRead} AND r.next IS NOT NULL)
            DELETE FROM vault_due d USING r WHERE {asRead} AND r.next IS NULL
            """,
            ("bucket", bucket),
            ("keys", outcomes.Select(outcome => outcome.Row.GrainKey).ToArray()),
            ("dues", outcomes.Select(outcome => Milliseconds(outcome.Row.DueAt)).ToArray()),
            ("versions", outcomes.Select(outcome => outcome.Row.Version).ToArray()),
            ("nexts", outcomes.Select(outcome => outcome.NextDueAt is { } next ? Milliseconds(next) : (long?)null).ToArray()));
        await command.ExecuteNonQueryAsync().ConfigureAwait(false);
    }
}
