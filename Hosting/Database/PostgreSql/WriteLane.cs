using Npgsql;
using NpgsqlTypes;

namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>
/// Commits one group of writes after the other. A group is whatever has queued up while the last one was under way, so a lone
/// write waits for nobody, and under load the groups grow by themselves.
/// </summary>
internal sealed class WriteLane(NpgsqlDataSource source, string serviceId)
{
    private const int MaxRows = 500;

    /// <summary>In bytes of state.</summary>
    private const int MaxBytes = 1024 * 1024;

    private const string Update = """
        UPDATE OrleansStorage AS s SET PayloadBinary = w.payload, Version = s.Version + 1
        FROM unnest(@place, @name, @key, @version, @payload) AS w(place, name, key, version, payload)
        WHERE s.ServiceId = @service AND s.GrainTypeString = w.name AND s.GrainIdExtensionString = w.key
            AND s.GrainIdN0 = 0 AND s.GrainIdN1 = 0 AND s.Version = w.version
        RETURNING w.place, s.Version
        """;

    /// <summary>Returns the key: a row that is inserted does not know its place.</summary>
    private const string Insert = """
        INSERT INTO OrleansStorage
            (ServiceId, GrainTypeString, GrainIdN0, GrainIdN1, GrainIdExtensionString, PayloadBinary, Version)
        SELECT @service, w.name, 0, 0, w.key, w.payload, 1 FROM unnest(@name, @key, @payload) AS w(name, key, payload)
        ON CONFLICT DO NOTHING
        RETURNING GrainTypeString, GrainIdExtensionString
        """;

    private readonly Lock _gate = new();
    private List<Waiting> _queue = [];
    private bool _isRunning;

    /// <summary>Completes once the write is committed, or refused.</summary>
    /// <returns>The new version; null if the row is not at the version that was read.</returns>
    /// <exception cref="NpgsqlException">
    /// It was not written, or, if the connection was lost, perhaps. It is not sent again: the grain has to read what there is.
    /// </exception>
    public Task<int?> WriteAsync(StateWrite write)
    {
        var waiting = new Waiting(write);
        lock (_gate)
        {
            _queue.Add(waiting);
            if (!_isRunning)
            {
                _isRunning = true;
                ThreadPool.UnsafeQueueUserWorkItem(static lane => _ = lane.RunAsync(), this, preferLocal: false);
            }
        }

        return waiting.Written.Task;
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group) await CommitAsync(group).ConfigureAwait(false);
    }

    private List<Waiting> Next()
    {
        lock (_gate)
        {
            var (group, rest, rows, bytes) = (new List<Waiting>(), new List<Waiting>(), new HashSet<(string, string)>(), 0);
            foreach (var waiting in _queue)
            {
                var fits = group.Count == 0 || (group.Count < MaxRows && bytes + waiting.Write.Payload.Length <= MaxBytes);
                if (fits && rows.Add(waiting.Write.Row))
                {
                    group.Add(waiting);
                    bytes += waiting.Write.Payload.Length;
                }
                else
                {
                    rest.Add(waiting);
                }
            }

            _queue = rest;
            _isRunning = group.Count > 0;
            return group;
        }
    }

    /// <summary>Never throws: every write of the group learns its own outcome.</summary>
    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            var versions = await SendAsync(group).ConfigureAwait(false);
            for (var i = 0; i < group.Count; i++) group[i].Written.SetResult(versions[i]);
        }
        catch (PostgresException exception) when (group.Count > 1 && ConcernsOneRow(exception))
        {
            // The server has undone the group. Halving finds the row that is at fault in few steps; the others are written.
            await CommitAsync(group[..(group.Count / 2)]).ConfigureAwait(false);
            await CommitAsync(group[(group.Count / 2)..]).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group) waiting.Written.SetException(exception);
        }
    }

    private async Task<int?[]> SendAsync(List<Waiting> group)
    {
        // In the order of the rows, so that two silos that write the same ones rarely lock each other out.
        var sorted = Enumerable.Range(0, group.Count).OrderBy(i => group[i].Write.Name, StringComparer.Ordinal)
            .ThenBy(i => group[i].Write.Key, StringComparer.Ordinal);
        var (known, first) = (new List<int>(), new List<int>());
        foreach (var i in sorted) (group[i].Write.Version is null ? first : known).Add(i);

        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        // Without an explicit transaction the statements of a batch are one.
        await using var batch = new NpgsqlBatch(connection);
        if (known.Count > 0)
        {
            var update = Command(Update, known, group);
            update.Parameters.Add(Array("place", NpgsqlDbType.Integer, known.ToArray()));
            update.Parameters.Add(Array("version", NpgsqlDbType.Integer, known.Select(i => group[i].Write.Version!.Value).ToArray()));
            batch.BatchCommands.Add(update);
        }

        if (first.Count > 0) batch.BatchCommands.Add(Command(Insert, first, group));
        var versions = new int?[group.Count];
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        if (known.Count > 0)
        {
            while (await reader.ReadAsync().ConfigureAwait(false)) versions[reader.GetInt32(0)] = reader.GetInt32(1);
            await reader.NextResultAsync().ConfigureAwait(false);
        }

        if (first.Count == 0) return versions;
        var places = first.ToDictionary(i => group[i].Write.Row);
        while (await reader.ReadAsync().ConfigureAwait(false)) versions[places[(reader.GetString(0), reader.GetString(1))]] = 1;
        // Reads to the end, where a failure of the commit itself is reported.
        await reader.NextResultAsync().ConfigureAwait(false);
        return versions;
    }

    private NpgsqlBatchCommand Command(string sql, List<int> rows, List<Waiting> group)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string>("service", serviceId));
        command.Parameters.Add(Array("name", NpgsqlDbType.Text, rows.Select(i => group[i].Write.Name).ToArray()));
        command.Parameters.Add(Array("key", NpgsqlDbType.Text, rows.Select(i => group[i].Write.Key).ToArray()));
        command.Parameters.Add(Array("payload", NpgsqlDbType.Bytea, rows.Select(i => group[i].Write.Payload).ToArray()));
        return command;
    }

    private static NpgsqlParameter<T[]> Array<T>(string name, NpgsqlDbType type, T[] values) =>
        new(name, NpgsqlDbType.Array | type) { TypedValue = values };

    /// <summary>
    /// Whether the fault may be one row's: its data, a constraint, a limit, or a deadlock over it. A server that shuts down, has no
    /// room or no connections refuses everything, and is not asked again row by row.
    /// </summary>
    private static bool ConcernsOneRow(PostgresException exception) => exception.SqlState[..2] is "22" or "23" or "40" or "54";

    private sealed class Waiting(StateWrite write)
    {
        public StateWrite Write => write;

        public TaskCompletionSource<int?> Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
