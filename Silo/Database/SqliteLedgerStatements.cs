using Microsoft.Data.Sqlite;
using ObsidianVault.Ledger;

namespace ObsidianVault.Database;

/// <summary>The statements of a ledger's commit, prepared once for a connection.</summary>
internal sealed class SqliteLedgerStatements(SqliteConnection connection)
{
    private readonly SqliteCommand _begin = Prepare(connection, "BEGIN IMMEDIATE");
    private readonly SqliteCommand _commit = Prepare(connection, "COMMIT");
    private readonly SqliteCommand _rollback = Prepare(connection, "ROLLBACK");

    private readonly SqliteCommand _step = Prepare(connection,
        """
        INSERT INTO vault_ledger_account AS a (user_id, version) SELECT $1, 1
        WHERE $2 = 0 OR EXISTS (SELECT 1 FROM vault_ledger_account WHERE user_id = $1)
        ON CONFLICT (user_id) DO UPDATE SET version = a.version + 1 WHERE a.version = $2
        RETURNING version
        """, 2);

    private readonly SqliteCommand _book = Prepare(connection,
        """
        INSERT INTO vault_ledger_entry
            (user_id, request_id, at, kind, item, channel, provider, outcome, estimated, quantity, amount, input, output, cached, cache_write, reasoning, images)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        ON CONFLICT (user_id, request_id) DO NOTHING
        """, 17);

    private readonly SqliteCommand _day = Prepare(connection,
        """
        INSERT INTO vault_ledger_day AS d (user_id, day, kind, item, channel, amount, quantity, entries) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (user_id, day, kind, item, channel) DO UPDATE
            SET amount = d.amount + excluded.amount, quantity = d.quantity + excluded.quantity, entries = d.entries + excluded.entries
        """, 8);

    private readonly SqliteCommand _total = Prepare(connection,
        """
        INSERT INTO vault_ledger_total AS t (user_id, kind, amount) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, kind) DO UPDATE SET amount = t.amount + excluded.amount
        """, 3);

    private readonly SqliteCommand _free = Prepare(connection, "DELETE FROM vault_ledger_hold WHERE user_id = $1 AND request_id = $2", 2);

    private readonly SqliteCommand _hold = Prepare(connection,
        """
        INSERT INTO vault_ledger_hold (user_id, request_id, amount, expires_at) SELECT $1, $2, $3, $4
        WHERE NOT EXISTS (SELECT 1 FROM vault_ledger_entry WHERE user_id = $1 AND request_id = $2)
        ON CONFLICT (user_id, request_id) DO UPDATE SET amount = excluded.amount, expires_at = excluded.expires_at
        """, 4);

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public void Rollback()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // A connection that cannot even roll back is not lent again.
            connection.Close();
        }
    }

    /// <returns>The new version, or null where the account is not at the given one.</returns>
    public long? Step(string user, long version) => With(_step, user, version).ExecuteScalar() as long?;

    public bool Book(string user, LedgerEntry entry, long amount, long quantity)
    {
        var (charge, tokens) = (entry.Charge, entry.Charge.Tokens);
        return With(
            _book, user, charge.RequestId, LedgerUnits.Time(entry.At), charge.Kind, charge.Item, charge.Channel, charge.Provider,
            (long)charge.Outcome, charge.Estimated ? 1L : 0L, quantity, amount,
            tokens?.Input, tokens?.Output, tokens?.CachedInput, tokens?.CacheWrite, tokens?.Reasoning, (long?)tokens?.Images).ExecuteNonQuery() == 1;
    }

    public void AddToDay(string user, long day, string kind, string item, string channel, long amount, long quantity, long entries) =>
        With(_day, user, day, kind, item, channel, amount, quantity, entries).ExecuteNonQuery();

    public void AddToTotal(string user, string kind, long amount) => With(_total, user, kind, amount).ExecuteNonQuery();

    public void Free(string user, string requestId) => With(_free, user, requestId).ExecuteNonQuery();

    public bool Hold(string user, HoldRow hold) =>
        With(_hold, user, hold.RequestId, LedgerUnits.Money(hold.Amount), LedgerUnits.Time(hold.ExpiresAt)).ExecuteNonQuery() == 1;

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters = 0)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    private static SqliteCommand With(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }
}
