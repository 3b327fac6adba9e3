using System.Collections.ObjectModel;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using ObsidianVault.Hosting.Database.Sqlite;

namespace ObsidianVault.Hosting.Database;

/// <summary>
/// Brings the database to the newest schema: runs the embedded scripts <c>NNNN-name.sql</c> that have not been run yet, in
/// order and in one transaction. Any number of processes may start concurrently, older builds beside newer ones, as long as
/// every script leaves the database readable for them (docs/adr/0033).
/// </summary>
internal sealed partial class DatabaseMigrator(DbDataSource dataSource, TimeProvider time, ILogger<DatabaseMigrator> logger)
{
    /// <summary>An arbitrary advisory lock id that only this migration uses.</summary>
    private const long LockKey = 0x0B51D1A0_7A017;

    public Task MigrateAsync(CancellationToken cancellationToken) =>
        MigrateAsync(
            Scripts(dataSource is SqliteDataSource ? StorageProvider.Sqlite : StorageProvider.PostgreSQL), cancellationToken);

    public async Task MigrateAsync(IReadOnlyList<Script> scripts, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        var sqlite = connection is SqliteConnection;
        await using var transaction = connection is SqliteConnection file
            ? file.BeginTransaction(deferred: false)
            : await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

        if (!sqlite) await ExecuteAsync($"SELECT pg_advisory_xact_lock({LockKey})").ConfigureAwait(false);
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS vault_schema (version integer PRIMARY KEY, applied_at text NOT NULL)")
            .ConfigureAwait(false);

        const string addMinimum = "ALTER TABLE vault_schema ADD COLUMN";
        const string hasMinimum = "SELECT count(*) FROM pragma_table_info('vault_schema') WHERE name = 'minimum_reader'";
        if (!sqlite) await ExecuteAsync($"{addMinimum} IF NOT EXISTS minimum_reader integer").ConfigureAwait(false);
        else if (await NumberAsync(hasMinimum).ConfigureAwait(false) == 0)
            await ExecuteAsync($"{addMinimum} minimum_reader integer").ConfigureAwait(false);

        var current = await NumberAsync("SELECT coalesce(max(version), 0) FROM vault_schema").ConfigureAwait(false);
        var minimum = await NumberAsync("SELECT coalesce(max(coalesce(minimum_reader, version)), 0) FROM vault_schema")
            .ConfigureAwait(false);
        var known = scripts[^1].Version;
        if (known < minimum)
            throw new InvalidOperationException(
                $"The database has schema version {current}, and only builds that know version {minimum} or later can read it; "
                + $"this build knows {known}. Start a newer build, or restore the database from before the upgrade.");
        if (known < current) LogOlderReader(current, known);

        foreach (var script in scripts.Where(s => s.Version > current))
        {
            await ExecuteAsync(script.Sql).ConfigureAwait(false);
            await ExecuteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO vault_schema (version, applied_at, minimum_reader)
                VALUES ({script.Version}, '{time.GetUtcNow():O}', {script.MinimumReader})
                """)).ConfigureAwait(false);
            LogApplied(script.Name);
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);

        async Task<int> NumberAsync(string sql) =>
            Convert.ToInt32(await ExecuteAsync(sql).ConfigureAwait(false), CultureInfo.InvariantCulture);

        async Task<object?> ExecuteAsync(string sql)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal static IReadOnlyList<Script> Scripts(StorageProvider provider) =>
        Scripts(provider == StorageProvider.Sqlite ? "Sqlite.Migrations" : "PostgreSql.Migrations");

    /// <summary>The scripts of knowledge.db. On PostgreSQL its tables are in the one database.</summary>
    internal static IReadOnlyList<Script> KnowledgeScripts() => Scripts("Sqlite.Knowledge");

    private static ReadOnlyCollection<Script> Scripts(string folder)
    {
        var assembly = typeof(DatabaseMigrator).Assembly;
        var prefix = $"{typeof(DatabaseMigrator).Namespace}.{folder}.";
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Script.Read(assembly, name, name[prefix.Length..]))
            .ToList()
            .AsReadOnly();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied database script {Script}")]
    private partial void LogApplied(string script);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The database has schema version {Current}; this build knows {Known} and runs as an older reader until it is upgraded")]
    private partial void LogOlderReader(int current, int known);

    /// <summary>A script. Its first lines may say which builds can still use the database after it.</summary>
    /// <param name="MinimumReader">
    /// The oldest schema version whose builds can use the database after this script: <c>-- Minimum reader: 0004</c>. Without
    /// such a line, the script's own version.
    /// </param>
    internal sealed partial record Script(int Version, string Name, string Sql, int MinimumReader)
    {
        public static Script Read(Assembly assembly, string resource, string name)
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            return Read(name, reader.ReadToEnd());
        }

        public static Script Read(string name, string sql)
        {
            var version = int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture);
            var minimum = MinimumReaderLine().Match(sql) is { Success: true } line
                ? int.Parse(line.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                : version;
            return minimum <= version
                ? new Script(version, name, sql, minimum)
                : throw new InvalidDataException($"{name} says that its minimum reader is {minimum}, which is newer than itself.");
        }

        [GeneratedRegex(@"^-- Minimum reader: ([0-9]{4})\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
        private static partial Regex MinimumReaderLine();
    }
}
