using System.Diagnostics;
using Npgsql;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Cluster.Storage;

/// <summary>
/// A temporary PostgreSQL server on a free loopback port, from the machine's binaries. For root it runs as the user
/// postgres, because PostgreSQL refuses to run as root.
/// </summary>
public sealed class PostgreSqlServer : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-pg-").FullName;
    private readonly int _port = FreePort.Next();
    private Process? _server;
    private int _databases;

    private static string? Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").Order().LastOrDefault() is { } version ? Path.Combine(version, "bin") : null
        : null;

    public async ValueTask InitializeAsync()
    {
        if (Binaries is not { } bin) return;
        var data = Path.Combine(_folder, "data");
        if (Environment.IsPrivilegedProcess) await RunAsync("chown", "postgres:", _folder);
        using (var init = Start(
            Path.Combine(bin, "initdb"), "-D", data, "-U", "vault", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"))
        {
            await init.WaitForExitAsync();
            if (init.ExitCode != 0) throw new InvalidOperationException("initdb failed.");
        }

        await StartAsync();
    }

    /// <summary>Starts the server again after <see cref="CrashAsync"/>.</summary>
    public async Task StartAsync()
    {
        _server = Start(Path.Combine(Binaries!, "postgres"),
            "-D", Path.Combine(_folder, "data"), "-p", $"{_port}", "-h", "127.0.0.1", "-k", _folder,
            "-c", "fsync=off", "-c", "max_connections=200");
        await Eventually.AssertAsync(AnswersAsync, "PostgreSQL answers");
    }

    /// <summary>Ends the server at once and breaks its connections, without a checkpoint; it recovers when it starts again.</summary>
    public async Task CrashAsync()
    {
        await RunAsync("kill", "-QUIT", $"{_server!.Id}");
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    /// <summary>A new, empty database. Skips or fails through <see cref="Require"/> if the machine has no PostgreSQL.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        Require.Tool(
            _server is not null,
            "PostgreSQL is not installed under /usr/lib/postgresql.",
            "Install it, on Debian and Ubuntu: sudo apt-get install postgresql.");
        var name = $"vault{Interlocked.Increment(ref _databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionString("postgres"));
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            await RunAsync("kill", "-INT", $"{_server.Id}");
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={_port};Username=vault;Database={database};Pooling=true;Include Error Detail=true";

    private async Task<bool> AnswersAsync()
    {
        if (_server is { HasExited: true }) throw new InvalidOperationException("PostgreSQL did not start.");
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private Process Start(string file, params string[] arguments)
    {
        // setpriv becomes the server, so that its process id is the server's.
        string[] asPostgres = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", file]
            : [file];
        return Process.Start(new ProcessStartInfo(asPostgres[0], [.. asPostgres[1..], .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = false,
        })!;
    }

    private static async Task RunAsync(string file, params string[] arguments)
    {
        using var process = Process.Start(file, arguments);
        await process.WaitForExitAsync();
    }
}
