using Npgsql;
using NpgsqlTypes;

namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>Writes grain states, many in one implicit transaction, into the table of Orleans' provider.</summary>
internal sealed class StateRows(NpgsqlDataSource source, string serviceId)
{
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

    /// <returns>The new versions in the group's order; null where the row is not at the version that was read.</returns>
    public async Task<int?[]> WriteAsync(IReadOnlyList<StateWrite> group)
    {
        // In the order of the rows, so that two silos that write the same ones rarely lock each other out.
        var sorted = Enumerable.Range(0, group.Count).OrderBy(i => group[i].Name, StringComparer.Ordinal)
            .ThenBy(i => group[i].Key, StringComparer.Ordinal);
        var (known, first) = (new List<int>(), new List<int>());
        foreach (var i in sorted) (group[i].Version is null ? first : known).Add(i);

        await using var connection = await source.OpenConnectionAsync().ConfigureAwait(false);
        // Without an explicit transaction the statements of a batch are one.
        await using var batch = new NpgsqlBatch(connection);
        if (known.Count > 0)
        {
            var update = Command(Update, known, group);
            update.Parameters.Add(Array("place", NpgsqlDbType.Integer, known.ToArray()));
            update.Parameters.Add(Array("version", NpgsqlDbType.Integer, known.Select(i => group[i].Version!.Value).ToArray()));
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
        var places = first.ToDictionary(i => group[i].Row);
        while (await reader.ReadAsync().ConfigureAwait(false)) versions[places[(reader.GetString(0), reader.GetString(1))]] = 1;
        // Reads to the end, where a failure of the commit itself is reported.
        await reader.NextResultAsync().ConfigureAwait(false);
        return versions;
    }

    private NpgsqlBatchCommand Command(string sql, List<int> rows, IReadOnlyList<StateWrite> group)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string>("service", serviceId));
        command.Parameters.Add(Array("name", NpgsqlDbType.Text, rows.Select(i => group[i].Name).ToArray()));
        command.Parameters.Add(Array("key", NpgsqlDbType.Text, rows.Select(i => group[i].Key).ToArray()));
        command.Parameters.Add(Array("payload", NpgsqlDbType.Bytea, rows.Select(i => group[i].Payload).ToArray()));
        return command;
    }

    private static NpgsqlParameter<T[]> Array<T>(string name, NpgsqlDbType type, T[] values) =>
        new(name, NpgsqlDbType.Array | type) { TypedValue = values };
}
