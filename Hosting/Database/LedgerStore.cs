using System.Collections.Immutable;
using System.Data.Common;
using ObsidianVault.Grains.Interfaces.Ledger;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database;

/// <summary>The reads and the deletion of old entries, which both dialects of the ledger's tables share.</summary>
internal abstract class LedgerStore(DbDataSource dataSource) : ILedgerStore
{
    private const string Columns =
        "request_id, at, kind, item, channel, provider, outcome, estimated, quantity, amount, "
        + "input, output, cached, cache_write, reasoning, images";

    public abstract Task<LedgerCommit> CommitAsync(string user, long version, LedgerChanges changes);

    public async Task<LedgerAccount> LoadAsync(string user, DateOnly from)
    {
        // In one transaction, so that the version matches the rows read with it.
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(Isolation).ConfigureAwait(false);
        var version = await ReadAsync(connection, transaction,
            "SELECT version FROM vault_ledger_account WHERE user_id = @user", r => r.GetInt64(0), ("user", user)).ConfigureAwait(false);
        var totals = await ReadAsync(connection, transaction,
            "SELECT kind, amount FROM vault_ledger_total WHERE user_id = @user",
            r => KeyValuePair.Create(r.GetString(0), LedgerUnits.Money(r.GetInt64(1))), ("user", user)).ConfigureAwait(false);
        var days = await ReadAsync(connection, transaction,
            "SELECT day, CAST(sum(amount) AS bigint) FROM vault_ledger_day WHERE user_id = @user AND day >= @from GROUP BY day",
            r => KeyValuePair.Create(LedgerUnits.Day(r.GetInt64(0)), LedgerUnits.Money(r.GetInt64(1))),
            ("user", user), ("from", LedgerUnits.Day(from))).ConfigureAwait(false);
        var holds = await ReadAsync(connection, transaction,
            "SELECT request_id, amount, expires_at FROM vault_ledger_hold WHERE user_id = @user",
            r => new HoldRow(r.GetString(0), LedgerUnits.Money(r.GetInt64(1)), LedgerUnits.Time(r.GetInt64(2))),
            ("user", user)).ConfigureAwait(false);
        await transaction.CommitAsync().ConfigureAwait(false);
        return new LedgerAccount(
            version.Count == 0 ? 0 : version[0],
            totals.ToImmutableSortedDictionary(StringComparer.Ordinal),
            days.ToImmutableSortedDictionary(),
            [.. holds]);
    }

    public async Task<ImmutableArray<UsageSum>> ReadDaysAsync(string user, DateOnly from, DateOnly to)
    {
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        return [.. await ReadAsync(connection, null,
            """
            SELECT day, kind, item, channel, amount, quantity, entries FROM vault_ledger_day
            WHERE user_id = @user AND day >= @from AND day <= @to ORDER BY day, kind, item, channel
            """,
            r => new UsageSum(
                LedgerUnits.Day(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.GetString(3),
                LedgerUnits.Money(r.GetInt64(4)), LedgerUnits.Quantity(r.GetInt64(5)), r.GetInt64(6)),
            ("user", user), ("from", LedgerUnits.Day(from)), ("to", LedgerUnits.Day(to))).ConfigureAwait(false)];
    }

    public async Task<ImmutableArray<UsageSum>> ReadDaysAsync(DateOnly from, DateOnly to)
    {
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        return [.. await ReadAsync(connection, null,
            """
            SELECT day, kind, item, channel, CAST(sum(amount) AS bigint), CAST(sum(quantity) AS bigint), CAST(sum(entries) AS bigint)
            FROM vault_ledger_day WHERE day >= @from AND day <= @to
            GROUP BY day, kind, item, channel ORDER BY day, kind, item, channel
            """,
            r => new UsageSum(
                LedgerUnits.Day(r.GetInt64(0)), r.GetString(1), r.GetString(2), r.GetString(3),
                LedgerUnits.Money(r.GetInt64(4)), LedgerUnits.Quantity(r.GetInt64(5)), r.GetInt64(6)),
            ("from", LedgerUnits.Day(from)), ("to", LedgerUnits.Day(to))).ConfigureAwait(false)];
    }

    public async Task<ImmutableArray<LedgerEntry>> ReadEntriesAsync(string user, EntryCursor? before, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        var older = before is null ? "" : "AND (at, request_id) < (@at, @id)";
        (string, object?)[] cursor = before is null ? [] : [("at", LedgerUnits.Time(before.At)), ("id", before.RequestId)];
        return [.. await ReadAsync(connection, null,
            $"SELECT {Columns} FROM vault_ledger_entry WHERE user_id = @user {older} ORDER BY at DESC, request_id DESC LIMIT @limit",
            Entry, [("user", user), ("limit", limit), .. cursor]).ConfigureAwait(false)];
    }

    public async Task DeleteEntriesAsync(string user, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(connection, "DELETE FROM vault_ledger_entry WHERE user_id = @user", ("user", user));
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<int> DeleteEntriesAsync(DateOnly before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var start = new DateTimeOffset(before.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        await using var command = Command(
            connection,
            """
            DELETE FROM vault_ledger_entry WHERE (user_id, request_id) IN
                (SELECT user_id, request_id FROM vault_ledger_entry WHERE at < @before LIMIT @limit)
            """,
            ("before", LedgerUnits.Time(start)), ("limit", limit));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The isolation level at which all statements of a transaction see the same snapshot.</summary>
    protected virtual System.Data.IsolationLevel Isolation => System.Data.IsolationLevel.RepeatableRead;

    private static LedgerEntry Entry(DbDataReader row)
    {
        var charge = new LedgerCharge(
            row.GetString(0), row.GetString(2), row.GetString(3), LedgerUnits.Quantity(row.GetInt64(8)), LedgerUnits.Money(row.GetInt64(9)))
        {
            Channel = row.GetString(4),
            Provider = row.GetString(5),
            Outcome = (ChargeOutcome)row.GetInt64(6),
            Estimated = row.GetInt64(7) != 0,
            Tokens = row.IsDBNull(10)
                ? null
                : new TokenUsage(
                    row.GetInt64(10), row.GetInt64(11), row.GetInt64(12), row.GetInt64(13), row.GetInt64(14), (int)row.GetInt64(15)),
        };
        return new LedgerEntry(charge, LedgerUnits.Time(row.GetInt64(1)));
    }

    private static async Task<List<T>> ReadAsync<T>(
        DbConnection connection, DbTransaction? transaction, string sql, Func<DbDataReader, T> read,
        params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(connection, sql, parameters);
        command.Transaction = transaction;
        await using var reader = await command.ExecuteReaderAsync().ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync().ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }
}
