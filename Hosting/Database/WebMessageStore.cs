using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.WebChat;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database;

/// <summary>
/// The messages of the web chat. The statements are the same in both dialects; <see cref="ConversationStore"/> deletes a session's.
/// </summary>
internal sealed class WebMessageStore(DbDataSource dataSource) : IWebMessageStore
{
    public async Task<WebMessage> AppendAsync(string sessionId, WebMessage message, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var insert = Command(
            connection,
            """
            INSERT INTO vault_web_message (session_id, sequence, message_id, body) VALUES (@session, @sequence, @id, @body)
            ON CONFLICT (session_id, message_id) DO NOTHING
            """,
            ("session", sessionId), ("sequence", message.Sequence), ("id", message.Id),
            ("body", JsonSerializer.Serialize(message, StoredJson.Options)));
        if (await insert.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) == 0)
        {
            await using var select = Command(
                connection, "SELECT body FROM vault_web_message WHERE session_id = @session AND message_id = @id",
                ("session", sessionId), ("id", message.Id));
            return (await BodiesAsync(select, cancellationToken).ConfigureAwait(false))[0];
        }

        if (message.Sequence > WebLimits.MaxMessages)
        {
            await using var delete = Command(
                connection, "DELETE FROM vault_web_message WHERE session_id = @session AND sequence <= @oldest",
                ("session", sessionId), ("oldest", message.Sequence - WebLimits.MaxMessages));
            await delete.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        return message;
    }

    public async Task<long> LastAsync(string sessionId, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection, "SELECT COALESCE(MAX(sequence), 0) FROM vault_web_message WHERE session_id = @session", ("session", sessionId));
        return (long)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    public Task<ImmutableArray<WebMessage>> ReadAfterAsync(
        string sessionId, long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync("sequence > @number ORDER BY sequence", sessionId, after, limit, cancellationToken);

    public async Task<ImmutableArray<WebMessage>> ReadBeforeAsync(
        string sessionId, long before, int limit, CancellationToken cancellationToken)
    {
        var newest = await ReadAsync("sequence < @number ORDER BY sequence DESC", sessionId, before, limit, cancellationToken)
            .ConfigureAwait(false);
        return [.. newest.Reverse()];
    }

    private async Task<ImmutableArray<WebMessage>> ReadAsync(
        string which, string sessionId, long number, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, WebLimits.MaxRead);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection, $"SELECT body FROM vault_web_message WHERE session_id = @session AND {which} LIMIT @limit",
            ("session", sessionId), ("number", number), ("limit", limit));
        return await BodiesAsync(command, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<WebMessage>> BodiesAsync(DbCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = ImmutableArray.CreateBuilder<WebMessage>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(JsonSerializer.Deserialize<WebMessage>(reader.GetString(0), StoredJson.Options)!);
        return rows.ToImmutable();
    }
}
