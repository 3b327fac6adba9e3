using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Desk;
using static ObsidianVault.Hosting.Database.SqlCommands;

namespace ObsidianVault.Hosting.Database;

/// <summary>The rows of the operators' list. The statements are the same in both dialects.</summary>
internal sealed class DeskStore(DbDataSource dataSource) : IDeskStore
{
    public async Task StoreAsync(ImmutableArray<DeskEntry> entries, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        // In one order, so that two of them never wait for each other.
        foreach (var entry in entries.OrderBy(one => one.SessionId, StringComparer.Ordinal))
        {
            await using var command = entry.IsGone ? Deletion(connection, entry) : Upsert(connection, entry);
            command.Transaction = transaction;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task<ImmutableArray<DeskEntry>> ReadAsync(DeskQuery query, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, DeskQuery.MaxRead);
        List<string> conditions = [];
        List<(string, object?)> parameters = [("limit", limit)];
        void Ask(string condition, string name, object? value)
        {
            if (value is null) return;
            conditions.Add(condition);
            parameters.Add((name, value));
        }

        Ask("channel = @channel", "channel", query.Channel);
        Ask("assignee = @assignee", "assignee", query.Assignee);
        Ask("labels LIKE @label ESCAPE '!'", "label", query.Label is { } label ? $"%\n{Pattern(label)}\n%" : null);
        Ask("words LIKE @words ESCAPE '!'", "words", query.Words is { } words ? $"%{Pattern(words.ToLowerInvariant())}%" : null);
        if (query.State is { } state)
            conditions.Add(state switch { "waiting" => "waits = 1", "human" => "human = 1", "failed" => "failed = 1", _ => "1 = 0" });
        if (query.Before is { } before)
        {
            conditions.Add("(at < @at OR (at = @at AND session_id < @session))");
            parameters.AddRange([("at", before.At.ToUnixTimeMilliseconds()), ("session", before.SessionId)]);
        }

        var where = conditions.Count == 0 ? "" : "WHERE " + string.Join(" AND ", conditions);
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var command = Command(
            connection, $"SELECT body FROM vault_desk {where} ORDER BY at DESC, session_id DESC LIMIT @limit", [.. parameters]);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var rows = ImmutableArray.CreateBuilder<DeskEntry>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(JsonSerializer.Deserialize<DeskEntry>(reader.GetString(0), StoredJson.Options)!);
        return rows.ToImmutable();
    }

    private static DbCommand Deletion(DbConnection connection, DeskEntry entry) =>
        Command(connection, "DELETE FROM vault_desk WHERE session_id = @session", ("session", entry.SessionId));

    private static DbCommand Upsert(DbConnection connection, DeskEntry entry) => Command(
        connection,
        """
        INSERT INTO vault_desk (session_id, sequence, at, channel, assignee, labels, human, waits, failed, words, body)
        VALUES (@session, @sequence, @at, @channel, @assignee, @labels, @human, @waits, @failed, @words, @body)
        ON CONFLICT (session_id) DO UPDATE SET sequence = excluded.sequence, at = excluded.at, channel = excluded.channel,
            assignee = excluded.assignee, labels = excluded.labels, human = excluded.human, waits = excluded.waits,
            failed = excluded.failed, words = excluded.words, body = excluded.body
        WHERE vault_desk.sequence < excluded.sequence
        """,
        ("session", entry.SessionId), ("sequence", entry.Sequence), ("at", entry.LastAt.ToUnixTimeMilliseconds()),
        ("channel", entry.Address?.Channel ?? ""), ("assignee", entry.Assignee ?? ""),
        ("labels", string.Concat(entry.Labels.Select(label => $"\n{label}\n"))), ("human", entry.HumanAnswers ? 1L : 0L),
        ("waits", entry.Waits ? 1L : 0L), ("failed", entry.HasFailed ? 1L : 0L), ("words", WordsOf(entry)),
        ("body", Clean(JsonSerializer.Serialize(entry, StoredJson.Options))));

    private static string WordsOf(DeskEntry entry) => Clean(
        $"{entry.Name}\n{entry.Address?.ExternalId}\n{entry.SessionId}\n{entry.LastText}".ToLowerInvariant());

    /// <summary>PostgreSQL stores no NUL.</summary>
    private static string Clean(string text) => text.Replace("\0", "", StringComparison.Ordinal);

    private static string Pattern(string text) => text.Replace("!", "!!", StringComparison.Ordinal)
        .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal);
}
