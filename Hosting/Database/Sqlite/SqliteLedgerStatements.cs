using Microsoft.Data.Sqlite;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>The statements of a ledger commit, prepared once per connection.</summary>
internal sealed class SqliteLedgerStatements(SqliteConnection connection)
{
    private readonly SqliteStatement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly SqliteStatement _commit = new(connection, "COMMIT");
    private readonly SqliteStatement _rollback = new(connection, "ROLLBACK");

    private readonly SqliteStatement _step = new(connection,
        """
        INSERT INTO vault_ledger_account AS a (user_id, version) SELECT ?1, 1
        WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM vault_ledger_account WHERE user_id = ?1)
        ON CONFLICT (user_id) DO UPDATE SET version = a.version + 1 WHERE a.version = ?2
        RETURNING version
        """);

    private readonly SqliteStatement _book = new(connection,
        """
        INSERT INTO vault_ledger_entry
            (user_id, request_id, at, kind, item, channel, provider, outcome, estimated, quantity, amount,
             input, output, cached, cache_write, reasoning, images)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
        ON CONFLICT (user_id, request_id) DO NOTHING
        """);

    private readonly SqliteStatement _day = new(connection,
        """
        INSERT INTO vault_ledger_day AS d (user_id, day, kind, item, channel, amount, quantity, entries)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
        ON CONFLICT (user_id, day, kind, item, channel) DO UPDATE
            SET amount = d.amount + excluded.amount, quantity = d.quantity + excluded.quantity, entries = d.entries + excluded.entries
        """);

    private readonly SqliteStatement _total = new(connection,
        """
        INSERT INTO vault_ledger_total AS t (user_id, kind, amount) VALUES (?1, ?2, ?3)
        ON CONFLICT (user_id, kind) DO UPDATE SET amount = t.amount + excluded.amount
        """);

    private readonly SqliteStatement _free = new(connection, "DELETE FROM vault_ledger_hold WHERE user_id = ?1 AND request_id = ?2");

    private readonly SqliteStatement _hold = new(connection,
        """
        INSERT INTO vault_ledger_hold (user_id, request_id, amount, expires_at) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM vault_ledger_entry WHERE user_id = ?1 AND request_id = ?2)
        ON CONFLICT (user_id, request_id) DO UPDATE SET amount = excluded.amount, expires_at = excluded.expires_at
        """);

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    public void Rollback()
    {
        try
        {
            _rollback.Run();
        }
        catch (SqliteException)
        {
            // A connection that cannot even roll back must not be lent again.
            connection.Close();
        }
    }

    /// <returns>The new version, or null if the account is not at the given one.</returns>
    public long? Step(string user, long version) => _step.Bind(1, user).Bind(2, version).RunForNumber();

    public bool Book(string user, LedgerEntry entry, long amount, long quantity)
    {
        var (charge, tokens) = (entry.Charge, entry.Charge.Tokens);
        return _book
            .Bind(1, user).Bind(2, charge.RequestId).Bind(3, LedgerUnits.Time(entry.At))
            .Bind(4, charge.Kind).Bind(5, charge.Item).Bind(6, charge.Channel).Bind(7, charge.Provider)
            .Bind(8, (long)charge.Outcome).Bind(9, charge.Estimated ? 1 : 0).Bind(10, quantity).Bind(11, amount)
            .Bind(12, tokens?.Input).Bind(13, tokens?.Output).Bind(14, tokens?.CachedInput)
            .Bind(15, tokens?.CacheWrite).Bind(16, tokens?.Reasoning).Bind(17, tokens?.Images)
            .Run() == 1;
    }

    public void AddToDay(string user, long day, string kind, string item, string channel, long amount, long quantity, long entries) =>
        _day.Bind(1, user).Bind(2, day).Bind(3, kind).Bind(4, item).Bind(5, channel)
            .Bind(6, amount).Bind(7, quantity).Bind(8, entries).Run();

    public void AddToTotal(string user, string kind, long amount) => _total.Bind(1, user).Bind(2, kind).Bind(3, amount).Run();

    public void Free(string user, string requestId) => _free.Bind(1, user).Bind(2, requestId).Run();

    public bool Hold(string user, HoldRow hold) =>
        _hold.Bind(1, user).Bind(2, hold.RequestId).Bind(3, LedgerUnits.Money(hold.Amount)).Bind(4, LedgerUnits.Time(hold.ExpiresAt))
            .Run() == 1;
}
