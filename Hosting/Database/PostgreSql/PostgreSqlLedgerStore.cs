using System.Collections.Frozen;
using Npgsql;
using NpgsqlTypes;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>The ledgers in PostgreSQL. A commit is one statement, and so one round trip, whatever it contains.</summary>
internal sealed class PostgreSqlLedgerStore(NpgsqlDataSource dataSource) : LedgerStore(dataSource)
{
    private const string Step =
        """
        WITH stepped AS (
            INSERT INTO vault_ledger_account AS a (user_id, version) SELECT @user, 1
            WHERE @version = 0 OR EXISTS (SELECT 1 FROM vault_ledger_account WHERE user_id = @user)
            ON CONFLICT (user_id) DO UPDATE SET version = a.version + 1 WHERE a.version = @version
            RETURNING version),
        freed AS (
            DELETE FROM vault_ledger_hold h USING stepped WHERE h.user_id = @user AND h.request_id = ANY(@freed)),
        held AS (
            INSERT INTO vault_ledger_hold (user_id, request_id, amount, expires_at)
            SELECT @user, n.id, n.amount, n.expires_at
            FROM stepped, unnest(@hold_ids, @hold_amounts, @hold_expiries) AS n (id, amount, expires_at)
            WHERE NOT EXISTS (SELECT 1 FROM vault_ledger_entry e WHERE e.user_id = @user AND e.request_id = n.id)
            ON CONFLICT (user_id, request_id) DO UPDATE SET amount = excluded.amount, expires_at = excluded.expires_at
            RETURNING request_id)
        """;

    private const string Booked =
        """
        ,
        booked AS (
            INSERT INTO vault_ledger_entry
                (user_id, request_id, at, kind, item, channel, provider, outcome, estimated, quantity, amount,
                 input, output, cached, cache_write, reasoning, images)
            SELECT @user, n.*
            FROM stepped, unnest(
                @ids, @ats, @kinds, @items, @channels, @providers, @outcomes, @estimated, @quantities, @amounts,
                @inputs, @outputs, @cached, @cache_writes, @reasoning, @images) AS n
            ON CONFLICT (user_id, request_id) DO NOTHING
            RETURNING request_id, at, kind, item, channel, quantity, amount),
        days AS (
            INSERT INTO vault_ledger_day AS d (user_id, day, kind, item, channel, amount, quantity, entries)
            SELECT @user, to_char(to_timestamp(at / 1000.0) AT TIME ZONE 'UTC', 'YYYYMMDD')::bigint, kind, item, channel,
                   sum(amount), sum(quantity), count(*)
            FROM booked GROUP BY 2, 3, 4, 5
            ON CONFLICT (user_id, day, kind, item, channel) DO UPDATE
                SET amount = d.amount + excluded.amount, quantity = d.quantity + excluded.quantity, entries = d.entries + excluded.entries),
        totals AS (
            INSERT INTO vault_ledger_total AS t (user_id, kind, amount)
            SELECT @user, kind, sum(amount) FROM booked GROUP BY kind
            ON CONFLICT (user_id, kind) DO UPDATE SET amount = t.amount + excluded.amount)
        """;

    private const string WithCharges = Step + Booked +
        " SELECT (SELECT version FROM stepped), ARRAY(SELECT request_id FROM booked), ARRAY(SELECT request_id FROM held)";

    private const string WithoutCharges = Step +
        " SELECT (SELECT version FROM stepped), ARRAY[]::text[], ARRAY(SELECT request_id FROM held)";

    public override async Task<LedgerCommit> CommitAsync(string user, long version, LedgerChanges changes)
    {
        await using var connection = await dataSource.OpenConnectionAsync().ConfigureAwait(false);
        await using var batch = connection.CreateBatch();
        if (changes.Charges.Count == 0)
        {
            // A reservation may be lost with the database server but never with a silo, so it need not wait for the disk.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("SELECT set_config('synchronous_commit', 'off', true)"));
        }

        var command = new NpgsqlBatchCommand(changes.Charges.Count == 0 ? WithoutCharges : WithCharges);
        command.Parameters.Add(new NpgsqlParameter<string>("user", user));
        command.Parameters.Add(new NpgsqlParameter<long>("version", version));
        Add(command, "freed", NpgsqlDbType.Text, [.. changes.Freed]);
        Add(command, "hold_ids", NpgsqlDbType.Text, [.. changes.Held.Select(h => h.RequestId)]);
        Add(command, "hold_amounts", NpgsqlDbType.Bigint, [.. changes.Held.Select(h => LedgerUnits.Money(h.Amount))]);
        Add(command, "hold_expiries", NpgsqlDbType.Bigint, [.. changes.Held.Select(h => LedgerUnits.Time(h.ExpiresAt))]);
        if (changes.Charges.Count > 0) AddCharges(command, changes.Charges);
        batch.BatchCommands.Add(command);

        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        if (changes.Charges.Count == 0) await reader.NextResultAsync().ConfigureAwait(false);
        await reader.ReadAsync().ConfigureAwait(false);
        if (await reader.IsDBNullAsync(0).ConfigureAwait(false) || reader.GetInt64(0) != version + 1) throw new StaleLedgerException(user);
        var commit = new LedgerCommit(
            reader.GetInt64(0),
            reader.GetFieldValue<string[]>(1).ToFrozenSet(StringComparer.Ordinal),
            reader.GetFieldValue<string[]>(2).ToFrozenSet(StringComparer.Ordinal));
        // An error of the commit itself comes after the row.
        while (await reader.NextResultAsync().ConfigureAwait(false))
        {
        }

        return commit;
    }

    private static void AddCharges(NpgsqlBatchCommand command, IReadOnlyList<LedgerEntry> entries)
    {
        Text("ids", c => c.RequestId);
        Add(command, "ats", NpgsqlDbType.Bigint, entries.Select(e => LedgerUnits.Time(e.At)).ToArray());
        Text("kinds", c => c.Kind);
        Text("items", c => c.Item);
        Text("channels", c => c.Channel);
        Text("providers", c => c.Provider);
        Number("outcomes", c => (long)c.Outcome);
        Number("estimated", c => c.Estimated ? 1 : 0);
        Number("quantities", c => LedgerUnits.Quantity(c.Quantity));
        Number("amounts", c => LedgerUnits.Money(c.Amount));
        Number("inputs", c => c.Tokens?.Input);
        Number("outputs", c => c.Tokens?.Output);
        Number("cached", c => c.Tokens?.CachedInput);
        Number("cache_writes", c => c.Tokens?.CacheWrite);
        Number("reasoning", c => c.Tokens?.Reasoning);
        Number("images", c => c.Tokens?.Images);

        void Text(string name, Func<LedgerCharge, string> read) =>
            Add(command, name, NpgsqlDbType.Text, entries.Select(e => read(e.Charge)).ToArray());

        void Number(string name, Func<LedgerCharge, long?> read) =>
            Add(command, name, NpgsqlDbType.Bigint, entries.Select(e => read(e.Charge)).ToArray());
    }

    private static void Add<T>(NpgsqlBatchCommand command, string name, NpgsqlDbType element, T[] values) =>
        command.Parameters.Add(new NpgsqlParameter<T[]>(name, NpgsqlDbType.Array | element) { TypedValue = values });
}
