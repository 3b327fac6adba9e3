using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using ObsidianVault.Benchmarks.Gateway;
using ObsidianVault.Benchmarks.Retrieval;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Benchmarks.Webhooks;

/// <summary>
/// What takes webhooks: ours on each database, and the same path with Orleans as it comes. All are processes of their own.
/// </summary>
internal sealed partial class WebhookTargets : IAsyncDisposable
{
    public const string PostgreSqlName = "postgresql", SqliteName = "sqlite", StockName = "stock";
    private const int Connections = 64;
    private static readonly TimeSpan s_rows = TimeSpan.FromSeconds(8);

    private readonly List<(string Target, Process Process)> _processes = [];
    private readonly List<string> _folders = [];
    private TemporaryPostgreSql? _database;

    /// <summary>One front end and one silo over PostgreSQL.</summary>
    public Uri PostgreSql { get; } = Free();

    /// <summary>One process over SQLite.</summary>
    public Uri Sqlite { get; } = Free();

    public Uri Stock { get; } = Free();

    public static async Task<WebhookTargets> StartAsync(string providerUrl, string graphUrl)
    {
        var targets = new WebhookTargets { _database = await TemporaryPostgreSql.StartAsync() };
        try
        {
            await targets.StartAllAsync(providerUrl, graphUrl);
            return targets;
        }
        catch
        {
            await targets.DisposeAsync();
            throw;
        }
    }

    /// <summary>How many rows of 900 bytes a second pgbench upserts, one to a transaction, over as many connections.</summary>
    public async Task<double> RowsPerSecondAsync()
    {
        await using var source = await _database!.CreateDatabaseAsync();
        await using (var table = source.CreateCommand("CREATE TABLE rows (id int PRIMARY KEY, payload text NOT NULL)"))
            await table.ExecuteNonQueryAsync();
        var script = Path.Combine(_database.Folder, "upsert.sql");
        await File.WriteAllTextAsync(script, """
            \set id random(1, 20000)
            INSERT INTO rows VALUES (:id, repeat('x', 900)) ON CONFLICT (id) DO UPDATE SET payload = excluded.payload;
            """);
        var connection = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        var printed = await Processes.RunAsync(TemporaryPostgreSql.Program("pgbench"),
        [
            "-n", "-M", "prepared", "-c", $"{Connections}", "-j", "2", "-T", $"{s_rows.TotalSeconds:0}", "-f", script,
            "-h", "127.0.0.1", "-p", $"{connection.Port}", "-U", "vault", connection.Database!,
        ]);
        return double.Parse(Rate().Match(printed).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The CPU time that a target's processes have used, without the database's.</summary>
    public double CpuMilliseconds(string target) =>
        _processes.Where(p => p.Target == target).Sum(p => Processes.CpuMilliseconds(p.Process));

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in _processes)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (_database is not null) await _database.DisposeAsync();
        foreach (var folder in _folders) Directory.Delete(folder, recursive: true);
    }

    private async Task StartAllAsync(string providerUrl, string graphUrl)
    {
        var service = new Dictionary<string, string>
        {
            ["WhatsApp__GraphBaseUrl"] = graphUrl,
            ["WhatsApp__AccessToken"] = "bench-token",
            ["WhatsApp__AppSecret"] = WebhookLoad.AppSecret,
            ["WhatsApp__VerifyToken"] = "bench-verify",
            ["WhatsApp__PhoneNumberIds__0"] = WebhookLoad.Number,
            // Messages are stored and wait: nothing is answered during the run.
            ["Ai__Providers__OpenAi__BaseUrl"] = providerUrl + "/v1",
            ["Ai__Providers__OpenAi__ApiKey"] = "bench-key",
            ["Ai__Providers__OpenAi__MaxQueued"] = "100000",
            ["Ai__QueueWait"] = "00:10:00",
            ["Ai__ChatDeadline"] = "00:10:00",
            ["Ai__AttemptTimeout"] = "00:10:00",
            ["Ai__FirstTokenTimeout"] = "00:10:00",
            ["Ai__SilenceTimeout"] = "00:10:00",
            ["Ledger__MonthlyBudget"] = "1000",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        await using (var ours = await _database!.CreateDatabaseAsync())
        {
            var cluster = new Dictionary<string, string>(service)
            {
                ["Storage__Provider"] = "PostgreSQL",
                ["Storage__ConnectionString"] = ours.ConnectionString,
                ["Storage__DataFolder"] = NewFolder(),
                ["Cluster__SiloPort"] = "0",
                ["Cluster__GatewayPort"] = "0",
                ["Cluster__AdvertisedIP"] = "127.0.0.1",
            };
            await StartAsync(PostgreSqlName, "Silo", [], Free(), "/health/live", cluster);
            await StartAsync(PostgreSqlName, "Api", [], PostgreSql, "/health/live", cluster);
        }

        await StartAsync(SqliteName, "AllInOne", [], Sqlite, "/health/live", new Dictionary<string, string>(service)
        {
            ["Storage__DataFolder"] = NewFolder(),
            ["Cluster__SiloPort"] = "0",
            ["Cluster__GatewayPort"] = "0",
            ["Renderer__Root"] = ManimCommandLine.Root,
        });
        await using var stock = await _database.CreateDatabaseAsync();
        await StartAsync(StockName, "Benchmarks", ["webhook-stock", Stock.ToString()], Stock, "/ready", new Dictionary<string, string>
        {
            ["Storage__Provider"] = "PostgreSQL", ["Storage__ConnectionString"] = stock.ConnectionString,
        });
    }

    private async Task StartAsync(
        string target, string host, string[] arguments, Uri address, string ready, Dictionary<string, string> settings)
    {
        var program = Path.Combine(AppContext.BaseDirectory, $"ObsidianVault.{host}.dll");
        if (arguments.Length == 0) arguments = ["--urls", address.ToString()];
        _processes.Add((target, await Processes.StartAsync("dotnet", [program, .. arguments], new Uri(address, ready), settings)));
    }

    private string NewFolder()
    {
        _folders.Add(Directory.CreateTempSubdirectory("vault-bench-").FullName);
        return _folders[^1];
    }

    private static Uri Free() => new($"http://127.0.0.1:{FreePort.Next()}");

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Rate();
}
