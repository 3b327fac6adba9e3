using System.Diagnostics;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Cluster.Storage;

/// <summary>A separate Redis server on a free port, without persistence.</summary>
public sealed class RedisServer : IAsyncLifetime
{
    private readonly int _port = FreePort.Next();
    private Process? _server;

    public string ConnectionString
    {
        get
        {
            Require.Tool(
                _server is not null, "redis-server is not installed.",
                "Install it, on Debian and Ubuntu: sudo apt-get install redis-server.");
            return $"127.0.0.1:{_port}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _server = Process.Start(new ProcessStartInfo(
                "redis-server",
                [
                    "--port", $"{_port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--loglevel",
                    "warning",
                ])
            {
                RedirectStandardOutput = true,
            });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        await Eventually.ListensAsync(_server!, _port, "redis-server");
    }

    /// <summary>As a power failure would.</summary>
    public async Task KillAsync()
    {
        if (_server is not { HasExited: false }) return;
        _server.Kill();
        await _server.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _server?.Dispose();
    }
}
