using System.Data.Common;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ObsidianVault.Hosting.Database;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>The statements of one transaction, the same for both databases.</summary>
internal sealed class KnowledgeTransaction(DbConnection connection, DbTransaction transaction, CancellationToken cancellationToken)
{
    /// <summary>So many writes are sent at once.</summary>
    private const int MaxPending = 32;

    private DbBatch? _pending;

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

    /// <summary>
    /// Writes something whose effect nobody counts. On PostgreSQL it is sent with what follows it, before the next statement that
    /// has a result or at the end: a round trip takes longer than a small write.
    /// </summary>
    public async Task ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        if (IsSqlite)
        {
            await ChangeAsync(sql, parameters).ConfigureAwait(false);
            return;
        }

        _pending ??= connection.CreateBatch();
        Add(_pending, sql, parameters);
        if (_pending.BatchCommands.Count >= MaxPending) await FlushAsync().ConfigureAwait(false);
    }

    /// <summary>Writes, and returns how many rows it changed.</summary>
    public async Task<int> ChangeAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await FlushAsync().ConfigureAwait(false);
        await using var command = Command(sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends the writes that have not been sent.</summary>
    public async Task FlushAsync()
    {
        if (_pending is not { } batch) return;
        _pending = null;
        await using (batch)
        {
            batch.Transaction = transaction;
            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<List<T>> ReadAsync<T>(string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters)
    {
        await FlushAsync().ConfigureAwait(false);
        await using var command = Command(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await RowsAsync(reader, row).ConfigureAwait(false);
    }

    /// <summary>The rows of two statements, on PostgreSQL in one round trip. Neither sees what the other one reads.</summary>
    public async Task<(List<T1> First, List<T2> Second)> ReadAsync<T1, T2>(Selection<T1> first, Selection<T2> second)
    {
        if (IsSqlite)
            return (
                await ReadAsync(first.Sql, first.Row, first.Parameters).ConfigureAwait(false),
                await ReadAsync(second.Sql, second.Row, second.Parameters).ConfigureAwait(false));
        await FlushAsync().ConfigureAwait(false);
        await using var batch = connection.CreateBatch();
        batch.Transaction = transaction;
        Add(batch, first.Sql, first.Parameters);
        Add(batch, second.Sql, second.Parameters);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = await RowsAsync(reader, first.Row).ConfigureAwait(false);
        await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        return (rows, await RowsAsync(reader, second.Row).ConfigureAwait(false));
    }

    /// <summary>Reads rows one after the other, without keeping them.</summary>
    public async Task ForEachAsync(string sql, Action<DbDataReader> row, params (string Name, object? Value)[] parameters)
    {
        await FlushAsync().ConfigureAwait(false);
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

    private async Task<List<T>> RowsAsync<T>(DbDataReader reader, Func<DbDataReader, T> row)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(row(reader));
        return rows;
    }

    private static void Add(DbBatch batch, string sql, (string Name, object? Value)[] parameters)
    {
        var command = batch.CreateBatchCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value ?? DBNull.Value);
            command.Parameters.Add(parameter);
        }

        batch.BatchCommands.Add(command);
    }

    private DbCommand Command(string sql, (string Name, object? Value)[] parameters)
    {
        var command = SqlCommands.Command(connection, sql, parameters);
        command.Transaction = transaction;
        return command;
    }
}

/// <summary>A statement that returns rows.</summary>
internal sealed record Selection<T>(string Sql, Func<DbDataReader, T> Row, params (string Name, object? Value)[] Parameters);
