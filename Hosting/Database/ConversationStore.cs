using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database;

/// <summary>
/// The rows of the conversations, in the database that the data source opens. The statements are the same in both dialects.
/// </summary>
internal sealed class ConversationStore(DbDataSource dataSource, TimeProvider time) : IConversationStore
{
    private const int MaxRead = IConversationStore.MaxLines;

    public async Task AppendAsync(
        string sessionId, long first, ImmutableArray<ChatTurn> lines, ImmutableArray<SentMessage> sent, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < lines.Length; i++)
        {
            await ExecuteAsync(
                """
                INSERT INTO vault_line (session_id, line, at, body, quotable) VALUES (@session, @line, @at, @body, @quotable)
                ON CONFLICT (session_id, line) DO UPDATE SET at = excluded.at, body = excluded.body, quotable = excluded.quotable
                """,
                ("session", sessionId),
                ("line", first + i),
                ("at", lines[i].At.ToUnixTimeMilliseconds()),
                ("body", JsonSerializer.Serialize(lines[i], StoredJson.Options)),
                ("quotable", (object?)lines[i].Quotable ?? DBNull.Value))
                .ConfigureAwait(false);
        }

        foreach (var message in sent)
        {
            await ExecuteAsync(
                """
                INSERT INTO vault_sent (session_id, outbox_id, at, channel_message_id, body) VALUES (@session, @id, @at, @channel, @body)
                ON CONFLICT (session_id, outbox_id) DO UPDATE
                    SET at = excluded.at, channel_message_id = excluded.channel_message_id, body = excluded.body
                """,
                ("session", sessionId), ("id", message.OutboxId), ("at", message.At.ToUnixTimeMilliseconds()),
                ("channel", (object?)message.ChannelMessageId ?? DBNull.Value),
                ("body", JsonSerializer.Serialize(message, StoredJson.Options))).ConfigureAwait(false);
        }

        if (!lines.IsEmpty)
            await ExecuteAsync(
                "DELETE FROM vault_line WHERE session_id = @session AND line < @oldest",
                ("session", sessionId), ("oldest", first + lines.Length - IConversationStore.MaxLines)).ConfigureAwait(false);
        if (!sent.IsEmpty)
            await ExecuteAsync(
                "DELETE FROM vault_sent WHERE session_id = @session AND at < @oldest",
                ("session", sessionId),
                ("oldest", (time.GetUtcNow() - IConversationStore.SentLifetime).ToUnixTimeMilliseconds())).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);

        async Task ExecuteAsync(string sql, params (string, object?)[] parameters)
        {
            await using var command = Command(connection, sql, parameters);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task<ImmutableArray<ChatTurn>> ReadLinesAsync(
        ImmutableArray<ThreadRows> threads, int limit, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync<ChatTurn>("vault_line", "line", threads, limit, cancellationToken).ConfigureAwait(false);
        // The lines of one session keep their order whatever their times say; the lines of several are merged by time.
        return [.. (threads.Length == 1 ? rows.AsEnumerable() : rows.OrderBy(line => line.At)).TakeLast(limit)];
    }

    public async Task<ImmutableArray<SentMessage>> ReadSentAsync(
        ImmutableArray<string> sessionIds, int limit, CancellationToken cancellationToken)
    {
        var newest = await ReadAsync<SentMessage>(
            "vault_sent", "at", [.. sessionIds.Select(id => new ThreadRows(id))], limit, cancellationToken).ConfigureAwait(false);
        return [.. newest.OrderBy(sent => sent.At).TakeLast(limit)];
    }

    public async Task<SentMessage?> FindSentAsync(
        ImmutableArray<string> sessionIds,
        string? outboxId,
        ChannelAddress address,
        string? channelMessageId,
        CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var sessionId in sessionIds)
        {
            if (outboxId is not null
                && (await ReadAsync("outbox_id", outboxId).ConfigureAwait(false)).FirstOrDefault() is { } byId) return byId;
            if (channelMessageId is null) continue;
            var found = (await ReadAsync("channel_message_id", channelMessageId).ConfigureAwait(false))
                .FirstOrDefault(sent => sent.To.Channel == address.Channel && sent.To.Account == address.Account);
            if (found is not null) return found;

            async Task<List<SentMessage>> ReadAsync(string column, string value)
            {
                await using var command = Command(
                    connection,
                    $"SELECT body FROM vault_sent WHERE session_id = @session AND {column} = @value",
                    ("session", sessionId),
                    ("value", value));
                return await BodiesAsync<SentMessage>(command, cancellationToken).ConfigureAwait(false);
            }
        }

        return null;
    }

    public async Task<ChatTurn?> FindLineAsync(
        ImmutableArray<string> sessionIds, string quotable, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var sessionId in sessionIds)
        {
            await using var command = Command(
                connection,
                "SELECT body FROM vault_line WHERE session_id = @session AND quotable = @quotable ORDER BY line DESC LIMIT 1",
                ("session", sessionId),
                ("quotable", quotable));
            if (await BodiesAsync<ChatTurn>(command, cancellationToken).ConfigureAwait(false) is [var line, ..]) return line;
        }

        return null;
    }

    public async Task DeleteAsync(ImmutableArray<string> sessionIds, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        foreach (var sessionId in sessionIds)
        {
            foreach (var table in (string[])["vault_line", "vault_sent", "vault_web_message", "vault_desk"])
            {
                await using var command = Command(connection, $"DELETE FROM {table} WHERE session_id = @session", ("session", sessionId));
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The newest rows of each session, in order.</summary>
    private async Task<List<T>> ReadAsync<T>(
        string table, string order, ImmutableArray<ThreadRows> threads, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, MaxRead);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        foreach (var (sessionId, before) in threads)
        {
            await using var command = Command(
                connection,
                $"SELECT body FROM {table} WHERE session_id = @session AND {order} < @before ORDER BY {order} DESC LIMIT @limit",
                ("session", sessionId),
                ("before", before),
                ("limit", limit));
            var newest = await BodiesAsync<T>(command, cancellationToken).ConfigureAwait(false);
            newest.Reverse();
            rows.AddRange(newest);
        }

        return rows;
    }

    private static async Task<List<T>> BodiesAsync<T>(DbCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(JsonSerializer.Deserialize<T>(reader.GetString(0), StoredJson.Options)!);
        return rows;
    }
}
