using System.Collections.Immutable;
using System.Data.Common;
using ObsidianVault.Grains.Interfaces.Audit;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database;

/// <summary>The audit's rows. The statements are the same in both dialects; none changes a row.</summary>
internal sealed class AuditStore(DbDataSource dataSource) : IAuditStore
{
    private const string Columns = "id, at, actor, roles, action, target, status, address, key_id, request_id";

    public async Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var insert = Command(
            connection,
            $"""
            INSERT INTO vault_audit ({Columns})
            VALUES (@id, @at, @actor, @roles, @action, @target, @status, @address, @key, @request) ON CONFLICT (id) DO NOTHING
            """,
            ("id", entry.Id), ("at", entry.At.ToUnixTimeMilliseconds()), ("actor", entry.Actor), ("roles", entry.Roles),
            ("action", entry.Action), ("target", entry.Target), ("status", (long)entry.Status), ("address", entry.Address),
            ("key", entry.KeyId), ("request", entry.RequestId));
        await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<ImmutableArray<AuditEntry>> ReadAsync(AuditQuery query, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, AuditQuery.MaxRead);
        (string Condition, string Name, object? Value)[] all =
        [
            ("actor = @actor", "actor", query.Actor),
            ("action LIKE @action ESCAPE '!'", "action", query.Action is { } action ? Pattern(action) + "%" : null),
            ("target LIKE @target ESCAPE '!'", "target", query.Target is { } target ? $"%{Pattern(target)}%" : null),
            ("at >= @from", "from", query.From?.ToUnixTimeMilliseconds()),
            ("at < @to", "to", query.To?.ToUnixTimeMilliseconds()),
            ("id < @before", "before", query.Before),
        ];
        var asked = all.Where(one => one.Value is not null).ToList();
        var where = asked.Count == 0 ? "" : "WHERE " + string.Join(" AND ", asked.Select(one => one.Condition));
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection, $"SELECT {Columns} FROM vault_audit {where} ORDER BY id DESC LIMIT @limit",
            [.. asked.Select(one => (one.Name, one.Value)), ("limit", limit)]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = ImmutableArray.CreateBuilder<AuditEntry>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add(new AuditEntry(
                reader.GetString(0), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), reader.GetString(2), reader.GetString(3),
                reader.GetString(4), reader.GetString(5), (int)reader.GetInt64(6), reader.GetString(7),
                reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetString(9)));
        }

        return rows.ToImmutable();
    }

    public async Task<int> DeleteAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection,
            "DELETE FROM vault_audit WHERE id IN (SELECT id FROM vault_audit WHERE at < @before ORDER BY id LIMIT @limit)",
            ("before", before.ToUnixTimeMilliseconds()), ("limit", limit));
        return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    private static string Pattern(string text) => text.Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
