using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// A statement that is prepared once and has positional parameters. Microsoft.Data.Sqlite's command looks each parameter
/// up by name on every run, which took half the time of a ledger commit.
/// </summary>
internal sealed class SqliteStatement
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_database, sql, out _statement));
    }

    public SqliteStatement Bind(int place, string value)
    {
        Check(raw.sqlite3_bind_text(_statement, place, value));
        return this;
    }

    public SqliteStatement Bind(int place, long? value)
    {
        Check(value is { } number ? raw.sqlite3_bind_int64(_statement, place, number) : raw.sqlite3_bind_null(_statement, place));
        return this;
    }

    /// <returns>The number of changed rows.</returns>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public int Run()
    {
        _ = RunForNumber();
        return raw.sqlite3_changes(_database);
    }

    /// <returns>The first column of the first row, or null if there is no row.</returns>
    /// <exception cref="SqliteException">The statement failed.</exception>
    public long? RunForNumber()
    {
        long? number = null;
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            number = raw.sqlite3_column_int64(_statement, 0);
            code = raw.sqlite3_step(_statement);
        }

        // Returns the error of the failed step again.
        var reset = raw.sqlite3_reset(_statement);
        Check(code == raw.SQLITE_DONE ? reset : code);
        return number;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
