using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using ObsidianVault.Grains.Interfaces.Work;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database.Work;

/// <summary>
/// The work queue as rows of the table vault_work. This part is common to both databases: changes to one row by its primary
/// key. Times are whole milliseconds by the queue's clock, which is the same for all machines.
/// </summary>
internal abstract class WorkQueue(DbDataSource dataSource, WorkQueueOptions options, TimeProvider time) : IWorkQueue
{
    protected const string Free = "w.kind = @kind AND w.not_before <= @now AND (w.leased_until IS NULL OR w.leased_until <= @now)";

    /// <summary>
    /// The entries that may be leased, the next one first: interactive jobs before batch jobs that have waited for less than the
    /// patience; then the user with the fewest leases of the kind; then the longest wait.
    /// </summary>
    protected const string InTurn =
        $"""
        SELECT w.job_id
        FROM vault_work w
        LEFT JOIN (
            SELECT user_id, count(*) AS leases FROM vault_work WHERE kind = @kind AND leased_until > @now GROUP BY user_id) busy
            ON busy.user_id = w.user_id
        WHERE {Free}
        ORDER BY CASE WHEN w.priority = @batch AND w.enqueued_at > @patient THEN 1 ELSE 0 END, coalesce(busy.leases, 0), w.arrival
        """;

    private const string Held = "job_id = @job AND epoch = @epoch AND kind = @kind AND leased_until IS NOT NULL";

    private readonly QueueOutage _outage = new(time);

    protected WorkQueueOptions Options => options;

    public async Task EnqueueAsync(
        string jobId, string userId, WorkKind kind, JobPriority priority, DateTimeOffset? notBefore, CancellationToken cancellationToken)
    {
        var clock = await ClockAsync(cancellationToken).ConfigureAwait(false);
        var entry = new NewEntry(jobId, userId, kind, priority, clock.Now, notBefore is { } at ? clock.ToQueue(at) : clock.Now);
        if (!await _outage.WatchAsync(TryAddAsync(entry, cancellationToken)).ConfigureAwait(false)) throw new WorkQueueFullException();
    }

    public async Task<WorkLease?> LeaseAsync(WorkKind kind, string worker, CancellationToken cancellationToken)
    {
        if (_outage.IsOn) await GetDepthAsync(cancellationToken).ConfigureAwait(false);
        if (_outage.HoldersGoFirst) return null;
        var clock = await ClockAsync(cancellationToken).ConfigureAwait(false);
        return await _outage.WatchAsync(LeaseAsync(kind, worker, clock, cancellationToken)).ConfigureAwait(false);
    }

    public async Task<WorkLease?> RenewAsync(WorkLease lease, CancellationToken cancellationToken)
    {
        var clock = await ClockAsync(cancellationToken).ConfigureAwait(false);
        var until = clock.Now + Milliseconds(options.Lease);
        var renewed = await ChangeAsync(
            $"UPDATE vault_work SET leased_until = @until WHERE {Held}",
            [("until", until), .. Named(lease)], cancellationToken).ConfigureAwait(false);
        return renewed == 0 ? null : lease with { ExpiresAt = clock.ToLocal(until) };
    }

    public async Task ReleaseAsync(WorkLease lease, TimeSpan? after, bool isFault, CancellationToken cancellationToken)
    {
        var clock = await ClockAsync(cancellationToken).ConfigureAwait(false);
        await ChangeAsync(
            $"UPDATE vault_work SET leased_until = NULL, worker = NULL, not_before = @ready, returned = returned + @returned WHERE {Held}",
            [("ready", clock.Now + Milliseconds(after ?? TimeSpan.Zero)), ("returned", isFault ? 1L : 0L), .. Named(lease)],
            cancellationToken).ConfigureAwait(false);
    }

    public Task RemoveAsync(string jobId, WorkKind? kind, CancellationToken cancellationToken)
    {
        const string delete = "DELETE FROM vault_work WHERE job_id = @job";
        return kind is { } one
            ? ChangeAsync($"{delete} AND kind = @kind", [("job", jobId), ("kind", (long)one)], cancellationToken)
            : ChangeAsync(delete, [("job", jobId)], cancellationToken);
    }

    public Task<bool> IsAwaitedByOthersAsync(WorkLease lease, TimeSpan waited, CancellationToken cancellationToken) =>
        _outage.WatchAsync(FindOthersAsync(lease, waited, cancellationToken));

    public Task<WorkDepth> GetDepthAsync(CancellationToken cancellationToken) => _outage.WatchAsync(CountAsync(cancellationToken));

    public async Task<ImmutableArray<QueuedWork>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, QueuedWork.MaxRead);
        var clock = await ClockAsync(cancellationToken).ConfigureAwait(false);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection,
            """
            SELECT job_id, kind, user_id, priority, enqueued_at, worker, leased_until, returned
            FROM vault_work ORDER BY arrival LIMIT @limit
            """,
            ("limit", limit));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var all = ImmutableArray.CreateBuilder<QueuedWork>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var isHeld = !reader.IsDBNull(6) && reader.GetInt64(6) > clock.Now;
            all.Add(new QueuedWork(
                reader.GetString(0), (WorkKind)reader.GetInt64(1), reader.GetString(2), (JobPriority)reader.GetInt64(3),
                clock.ToLocal(reader.GetInt64(4)), isHeld ? reader.GetString(5) : null, isHeld ? clock.ToLocal(reader.GetInt64(6)) : null,
                (int)reader.GetInt64(7)));
        }

        return all.ToImmutable();
    }

    /// <summary>Durable when it returns. False if the job has no entry and the queue is full.</summary>
    protected abstract Task<bool> TryAddAsync(NewEntry entry, CancellationToken cancellationToken);

    protected abstract Task<WorkLease?> LeaseAsync(WorkKind kind, string worker, QueueClock clock, CancellationToken cancellationToken);

    private async Task<bool> FindOthersAsync(WorkLease lease, TimeSpan waited, CancellationToken cancellationToken)
    {
        var clock = await ClockAsync(cancellationToken).ConfigureAwait(false);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection,
            $"""
            SELECT count(*) FROM vault_work w JOIN vault_work mine ON mine.job_id = @job
            WHERE {Free} AND w.not_before <= @since AND w.user_id <> mine.user_id AND w.priority <= mine.priority
            """,
            ("kind", (long)lease.Kind), ("now", clock.Now), ("since", clock.Now - Milliseconds(waited)), ("job", lease.JobId));
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture) > 0;
    }

    private async Task<WorkDepth> CountAsync(CancellationToken cancellationToken)
    {
        var clock = await ClockAsync(cancellationToken).ConfigureAwait(false);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection,
            "SELECT kind, CASE WHEN leased_until > @now THEN 1 ELSE 0 END AS leased, count(*) FROM vault_work GROUP BY 1, 2",
            ("now", clock.Now));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var counts = new Dictionary<(WorkKind Kind, bool IsLeased), int>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            counts[((WorkKind)reader.GetInt64(0), reader.GetInt32(1) == 1)] = (int)reader.GetInt64(2);
        return new WorkDepth(
            counts.GetValueOrDefault((WorkKind.Write, false)), counts.GetValueOrDefault((WorkKind.Write, true)),
            counts.GetValueOrDefault((WorkKind.Render, false)), counts.GetValueOrDefault((WorkKind.Render, true)));
    }

    /// <summary>The time by which leases are measured.</summary>
    protected abstract ValueTask<QueueClock> ClockAsync(CancellationToken cancellationToken);

    /// <param name="Now">When it comes, and <paramref name="Ready"/>, from when on it may be leased; by the queue's clock.</param>
    protected sealed record NewEntry(string JobId, string UserId, WorkKind Kind, JobPriority Priority, long Now, long Ready);

    protected static long Milliseconds(TimeSpan duration) => (long)Math.Ceiling(duration.TotalMilliseconds);

    private static (string, object?)[] Named(WorkLease lease) =>
        [("job", lease.JobId), ("epoch", lease.Epoch), ("kind", (long)lease.Kind)];

    private Task<int> ChangeAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken) =>
        _outage.WatchAsync(RunAsync(sql, parameters, cancellationToken));

    private async Task<int> RunAsync(string sql, (string Name, object? Value)[] parameters, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }
}
