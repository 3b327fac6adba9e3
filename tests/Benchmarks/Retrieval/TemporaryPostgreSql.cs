using System.Diagnostics;
using Npgsql;
using ObsidianVault.Benchmarks.Gateway;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Benchmarks.Retrieval;

/// <summary>A PostgreSQL server for one run, from the machine's binaries.</summary>
internal sealed class TemporaryPostgreSql : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-pg-").FullName;
    private readonly int _port = FreePort.Next();
    private Process? _server;
    private int _databases;

    /// <summary>Deleted with the server; other files of the run may be there too.</summary>
    public string Folder => _folder;

    public static async Task<TemporaryPostgreSql> StartAsync()
    {
        var server = new TemporaryPostgreSql();
        string[] asPostgres = Environment.IsPrivilegedProcess ? ["--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
        if (Environment.IsPrivilegedProcess) await Processes.RunAsync("chown", ["postgres:", server._folder]);
        var data = Path.Combine(server._folder, "data");
        await Processes.RunAsync(
            "setpriv", [.. asPostgres, Program("initdb"), "-D", data, "-U", "vault", "-A", "trust", "-E", "UTF8", "--locale=C"]);
        server._server = Process.Start(new ProcessStartInfo(
            "setpriv",
            [.. asPostgres, Program("postgres"), "-D", data, "-p", $"{server._port}", "-h", "127.0.0.1", "-k", server._folder,
                "-c", "max_connections=300"])
        {
            WorkingDirectory = server._folder, RedirectStandardError = true, RedirectStandardOutput = true,
        })!;
        server._server.BeginErrorReadLine();
        server._server.BeginOutputReadLine();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = new NpgsqlConnection(server.ConnectionString("postgres"));
                await connection.OpenAsync();
                return server;
            }
            catch (NpgsqlException) when (attempt < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>The path of one of PostgreSQL's programs.</summary>
    public static string Program(string name) => Path.Combine(
        Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).LastOrDefault()
            ?? throw new InvalidOperationException("PostgreSQL is not installed. Install it: sudo apt-get install postgresql."),
        "bin", name);

    public async Task<NpgsqlDataSource> CreateDatabaseAsync()
    {
        var name = $"bench{++_databases}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return NpgsqlDataSource.Create(ConnectionString(name));
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            await Processes.RunAsync("kill", ["-INT", $"{_server.Id}"]);
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    // As the service opens it.
    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=vault;Database={database};Max Auto Prepare=64;Auto Prepare Min Usages=2";
}
