using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace ObsidianVault.Hosting.Database;

/// <summary>
/// Brings the database to the newest schema: runs the embedded scripts <c>NNNN-name.sql</c> that have not been run yet, in
/// order and in one transaction. Any number of processes may start concurrently.
/// </summary>
internal sealed partial class DatabaseMigrator(DbDataSource dataSource, TimeProvider time, ILogger<DatabaseMigrator> logger)
{
    /// <summary>An arbitrary advisory lock id that only this migration uses.</summary>
    private const long LockKey = 0x0B51D1A0_7A017;

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var sqlite = connection is SqliteConnection;
        await using var transaction = connection is SqliteConnection file
            ? file.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        if (!sqlite) await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})").ConfigureAwait(false);
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS vault_schema (version integer PRIMARY KEY, applied_at text NOT NULL)")
            .ConfigureAwait(false);

        var current = Convert.ToInt32(
            await ExecuteAsync("SELECT coalesce(max(version), 0) FROM vault_schema").ConfigureAwait(false),
            CultureInfo.InvariantCulture);
        var scripts = Scripts(sqlite ? StorageProvider.Sqlite : StorageProvider.PostgreSQL);
        if (current > scripts[^1].Version)
            throw new InvalidOperationException(
                $"The database has schema version {current}, this build knows {scripts[^1].Version}: it is older than the data.");

        foreach (var script in scripts.Where(s => s.Version > current))
        {
            await ExecuteAsync(script.Sql).ConfigureAwait(false);
            await ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
                $"INSERT INTO vault_schema (version, applied_at) VALUES ({script.Version}, '{time.GetUtcNow():O}')")).ConfigureAwait(false);
            LogApplied(script.Name);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);

        async Task<object?> ExecuteAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal static IReadOnlyList<Script> Scripts(StorageProvider provider)
    {
        var assembly = typeof(DatabaseMigrator).Assembly;
        var prefix = $"{typeof(DatabaseMigrator).Namespace}.{(provider == StorageProvider.Sqlite ? "Sqlite" : "PostgreSql")}.Migrations.";
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => Script.Read(assembly, name, name[prefix.Length..])),
        ];
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied database script {Script}")]
    private partial void LogApplied(string script);

    internal sealed record Script(int Version, string Name, string Sql)
    {
        public static Script Read(Assembly assembly, string resource, string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return new Script(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
        }
    }
}
