using System.Diagnostics;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Cluster.Storage;

/// <summary>s3rver, an S3 server from npm, installed once into a cache folder outside the tree.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private const string Package = "s3rver@3.7.1";
    private static readonly string s_cache = Path.Combine(Path.GetTempPath(), "vault-test-s3rver");
    private static readonly string s_program = Path.Combine(s_cache, "node_modules", "s3rver", "bin", "s3rver.js");
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Process? _server;
    private (int ExitCode, string Errors) _install = (0, "");

    public string ServiceUrl
    {
        get
        {
            Node.Needed();
            Node.Installed(Package, _install.ExitCode, _install.Errors);
            return $"http://127.0.0.1:{_port}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Node.Missing is not null) return;
        if (!File.Exists(s_program)) _install = await InstallAsync(s_cache);
        if (_install.ExitCode == 0) await StartAsync();
    }

    /// <summary>Starts the server again, with the same objects, after <see cref="KillAsync"/>.</summary>
    public async Task StartAsync()
    {
        _server = Process.Start(new ProcessStartInfo(
            "node", [s_program, "-d", _folder.Path, "-a", "127.0.0.1", "-p", $"{_port}", "--silent", "--no-vhost-buckets"]));
        await Eventually.ListensAsync(_server!, _port, "s3rver");
    }

    /// <summary>Ends the server: connections are refused until it is started again.</summary>
    public async Task KillAsync()
    {
        _server!.Kill();
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private static async Task<(int ExitCode, string Errors)> InstallAsync(string folder)
    {
        using var npm = Process.Start(new ProcessStartInfo(
            "npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", Package])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await Task.WhenAll(output, errors, npm.WaitForExitAsync());
        return (npm.ExitCode, await errors);
    }

    /// <summary>From now on requests are accepted but not answered.</summary>
    public Task PauseAsync() => SignalAsync("-STOP");

    public Task ResumeAsync() => SignalAsync("-CONT");

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_server!.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
        _folder.Dispose();
    }
}
