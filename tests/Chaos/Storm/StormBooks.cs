using System.Globalization;
using System.Text.Json.Nodes;
using Npgsql;

namespace ObsidianVault.Chaos.Storm;

/// <summary>A charge for tokens in the ledger.</summary>
public sealed record StormCharge(string User, string RequestId, string Outcome, bool Estimated, long? Input, long Amount);

/// <summary>A stored job.</summary>
public sealed record StormJob(string Id, string State, string? Fault, string? Cause, string? Message);

/// <summary>Reads what the service stored.</summary>
public sealed class StormBooks(string connectionString) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    /// <summary>What is not finished, a line each; empty where nothing is left to do.</summary>
    public async Task<IReadOnlyList<string>> UnfinishedAsync(CancellationToken cancellationToken)
    {
        var left = new List<string>();
        var queued = await ReadAsync("SELECT row_to_json(w)::text FROM vault_work w", cancellationToken);
        left.AddRange(queued.Select(work => $"queued {work}"));
        foreach (var (key, state) in await StatesAsync("chat-session", cancellationToken))
        {
            foreach (var list in new[] { "Inbox", "Outbox", "FollowUps", "Unkept" })
                if (state[list] is JsonArray { Count: > 0 } items) left.Add($"{key} {list} {items.Count}: {Short(items)}");
            foreach (var job in state["Jobs"]?.AsArray() ?? [])
                if (job!["ReplyTo"] is not null && (bool?)job["Settled"] != true) left.Add($"{key} follows {job["JobId"]}");
        }

        // A wake-up that is due for minutes is one that nobody makes.
        var late = StormDiary.Now.AddMinutes(-2).ToUnixTimeMilliseconds();
        foreach (var due in await ReadAsync(
            string.Create(CultureInfo.InvariantCulture, $"SELECT row_to_json(d)::text FROM vault_due d WHERE due_at < {late}"),
            cancellationToken))
            left.Add($"overdue {due}");
        return left;
    }

    public async Task<IReadOnlyDictionary<string, StormJob>> JobsAsync(CancellationToken cancellationToken) =>
        (await StatesAsync("render-job", cancellationToken)).ToDictionary(
            job => job.Key[(job.Key.IndexOf(':', StringComparison.Ordinal) + 1)..],
            job => new StormJob(
                job.Key, $"{job.State["State"]}", (string?)$"{job.State["Fault"]}", (string?)job.State["Cause"],
                (string?)job.State["Message"]));

    public async Task<IReadOnlyList<StormCharge>> TokenChargesAsync(CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            "SELECT row_to_json(e)::text FROM vault_ledger_entry e WHERE kind = 'tokens' ORDER BY at", cancellationToken);
        return [.. rows.Select(row => JsonNode.Parse(row)!).Select(row => new StormCharge(
            (string)row["user_id"]!, (string)row["request_id"]!, $"{row["outcome"]}", (long)row["estimated"]! != 0, (long?)row["input"],
            (long)row["amount"]!))];
    }

    /// <summary>The sums of the entries, of the days and of the totals, of each user for whom they differ.</summary>
    public Task<IReadOnlyList<string>> UnequalSumsAsync(CancellationToken cancellationToken) => ReadAsync(
        """
        SELECT e.user_id || ': entries ' || e.amount || ', days ' || coalesce(d.amount, 0) || ', totals ' || coalesce(t.amount, 0)
        FROM (SELECT user_id, sum(amount) AS amount FROM vault_ledger_entry GROUP BY user_id) e
        LEFT JOIN (SELECT user_id, sum(amount) AS amount FROM vault_ledger_day GROUP BY user_id) d USING (user_id)
        LEFT JOIN (SELECT user_id, sum(amount) AS amount FROM vault_ledger_total GROUP BY user_id) t USING (user_id)
        WHERE e.amount <> coalesce(d.amount, 0) OR e.amount <> coalesce(t.amount, 0)
        """,
        cancellationToken);

    public Task<IReadOnlyList<string>> HoldsAsync(CancellationToken cancellationToken) =>
        ReadAsync("SELECT row_to_json(h)::text FROM vault_ledger_hold h", cancellationToken);

    private async Task<IReadOnlyList<(string Key, JsonNode State)>> StatesAsync(string name, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            $"""
            SELECT json_build_object('key', GrainIdExtensionString, 'state', convert_from(PayloadBinary, 'UTF8')::json)::text
            FROM OrleansStorage WHERE GrainTypeString LIKE '%{name}%' AND PayloadBinary IS NOT NULL
            """,
            cancellationToken);
        return [.. rows.Select(row => JsonNode.Parse(row)!).Select(row => ((string)row["key"]!, row["state"]!))];
    }

    private async Task<IReadOnlyList<string>> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(cancellationToken)) rows.Add(reader.GetString(0));
        return rows;
    }

    private static string Short(JsonArray items) => items.ToJsonString() is var json && json.Length > 600 ? json[..600] : json;
}
