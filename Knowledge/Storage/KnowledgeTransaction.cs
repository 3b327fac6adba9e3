using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ObsidianVault.Hosting.Database;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>The statements of one transaction, the same for both databases.</summary>
internal sealed class KnowledgeTransaction(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
{
    public CancellationToken Cancelled => cancellationToken;

    public bool IsSqlite => connection is SqliteConnection;

    /// <summary>Whether the database compares vectors itself.</summary>
    public bool ComparesVectors { get; init; }

    /// <summary>Ends a SELECT whose rows stay as they are until the transaction ends. SQLite has one writer anyway.</summary>
    public string ForUpdate(string table) => IsSqlite ? "" : $"FOR UPDATE OF {table}";

    /// <summary>Lets PostgreSQL commit before the transaction is on disk; a power failure may take back the last ones, in order.</summary>
    public Task CommitSoonAsync() => IsSqlite ? Task.CompletedTask : ExecuteAsync("SET LOCAL synchronous_commit = off");

    /// <summary>The condition that a column is in a list, a parameter made by <see cref="List"/>.</summary>
    public string In(string list) => IsSqlite ? $"IN (SELECT value FROM json_each(@{list}))" : $"= ANY(@{list})";

    /// <summary>The values of a list as rows <c>k</c> of one column, <c>value</c>.</summary>
    public string Rows(string list) => IsSqlite ? $"json_each(@{list}) AS k" : $"unnest(@{list}) AS k(value)";

    public object List<T>(IEnumerable<T> values) => IsSqlite ? JsonSerializer.Serialize(values) : values.ToArray();

    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(row(reader));
        return rows;
    }

    /// <summary>Reads rows one after the other, without keeping them.</summary>
    public async Task ForEachAsync(string sql, Action<DbDataReader> row, params (string Name, object? Value)[] parameters)
    {
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) row(reader);
    }

    public async Task<T?> FindAsync<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters) =>
        (await ReadAsync(sql, row, parameters).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>Inserts rows, given by columns of equal length.</summary>
    /// <param name="conflict">What to do with a row that is there already; empty for a fault.</param>
    public async Task InsertAsync(string table, string conflict, params (string Name, Array Values)[] columns)
    {
        var count = columns[0].Values.Length;
        if (count == 0) return;
        var names = string.Join(", ", columns.Select(column => column.Name));
        var values = string.Join(", ", columns.Select((_, i) => $"@p{i}"));
        if (!IsSqlite)
        {
            await ExecuteAsync(
                $"INSERT INTO {table} ({names}) SELECT * FROM unnest({values}) {conflict}",
                [.. columns.Select((column, i) => ($"p{i}", (object?)column.Values))]).ConfigureAwait(false);
            return;
        }

        await using var command = Command(
            $"INSERT INTO {table} ({names}) VALUES ({values}) {conflict}", [.. columns.Select((_, i) => ($"p{i}", (object?)null))]);
        command.Prepare();
        for (var row = 0; row < count; row++)
        {
            for (var i = 0; i < columns.Length; i++) command.Parameters[i].Value = columns[i].Values.GetValue(row) ?? DBNull.Value;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = SqlCommands.Command(connection, sql, parameters);
        command.Transaction = transaction;
        return command;
    }
}
