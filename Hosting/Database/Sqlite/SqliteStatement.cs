using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ObsidianVault.Hosting.Database.Sqlite;

/// <summary>
/// A statement that is prepared once and whose parameters have places: a command of Microsoft.Data.Sqlite looks each up
/// by its name every time it runs, which took half of a ledger's commit.
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

    /// <returns>How many rows it changed.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public int Run()
    {
        _ = RunForNumber();
        return raw.sqlite3_changes(_database);
    }

    /// <returns>The first column of the first row, or null where there is none.</returns>
    /// <exception cref="SqliteException">It failed.</exception>
    public long? RunForNumber()
    {
        long? number = null;
        var code = raw.sqlite3_step(_statement);
        if (code == raw.SQLITE_ROW)
        {
            number = raw.sqlite3_column_int64(_statement, 0);
            code = raw.sqlite3_step(_statement);
        }

        // Says once more what failed.
        var reset = raw.sqlite3_reset(_statement);
        Check(code == raw.SQLITE_DONE ? reset : code);
        return number;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
