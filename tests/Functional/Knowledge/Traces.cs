using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Knowledge;

/// <summary>Looks for a word in every table of the service's database, and among its objects' files.</summary>
internal static class Traces
{
    /// <summary>The tables and files that hold the word.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(KnowledgeService service, string word)
    {
        var found = new List<string>();
        if (service.Vault.Has("Storage__ConnectionString"))
        {
            await using var server = new NpgsqlConnection(service.Vault.Setting("Storage__ConnectionString"));
            await server.OpenAsync();
            var tables = await ReadAsync(
                server, "SELECT quote_ident(table_name) FROM information_schema.tables WHERE table_schema = 'public'");
            foreach (var table in tables)
            {
                var rows = await ReadAsync(
                    server, $"SELECT count(*)::text FROM {table} t WHERE t::text ILIKE '%{word}%' OR t::text LIKE '%{Hex(word)}%'");
                if (rows[0] != "0") found.Add(table);
            }
        }

        foreach (var path in Directory.EnumerateFiles(service.DataFolder, "*", SearchOption.AllDirectories))
        {
            if (path.EndsWith(".db", StringComparison.Ordinal)) found.AddRange(await InSqliteAsync(path, word));
            else if (path.Contains("documents", StringComparison.Ordinal)
                && (await File.ReadAllTextAsync(path)).Contains(word, StringComparison.OrdinalIgnoreCase))
                found.Add(Path.GetFileName(path));
        }

        return found;
    }

    private static async Task<List<string>> InSqliteAsync(string path, string word)
    {
        var found = new List<string>();
        await using var file = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await file.OpenAsync();
        var tables = await ReadAsync(file, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'");
        foreach (var table in tables)
        {
            var columns = await ReadAsync(file, $"SELECT name FROM pragma_table_info('{table}')");
            var where = string.Join(" OR ", columns.Select(column =>
                $"CAST(\"{column}\" AS TEXT) LIKE '%{word}%' OR hex(\"{column}\") LIKE '%{Hex(word)}%'"));
            if ((await ReadAsync(file, $"SELECT count(*) FROM \"{table}\" WHERE {where}"))[0] != "0") found.Add(table);
        }

        return found;
    }

    private static string Hex(string word) => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(word)).ToLowerInvariant();

    private static async Task<List<string>> ReadAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync()) rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }
}
