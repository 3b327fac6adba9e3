using System.Diagnostics;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Cluster.Storage;

/// <summary>s3rver, an S3 server from npm, installed once into a cache folder outside the tree.</summary>
public sealed class S3Server : IAsyncLifetime
{
    private const string Package = "s3rver@3.7.1";
    private readonly TempFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private Process? _server;
    private string _missing = "npm is not installed.";

    public string ServiceUrl
    {
        get
        {
            Assert.SkipWhen(_server is null, _missing);
            return $"http://127.0.0.1:{_port}";
        }
    }

    public async ValueTask InitializeAsync()
    {
        var cache = Path.Combine(Path.GetTempPath(), "vault-test-s3rver");
        var program = Path.Combine(cache, "node_modules", "s3rver", "bin", "s3rver.js");
        try
        {
            if (!File.Exists(program))
            {
                using var npm = Process.Start("npm", ["install", "--prefix", cache, "--no-audit", "--no-fund", "--loglevel=error", Package]);
                await npm.WaitForExitAsync();
                if (npm.ExitCode != 0)
                {
                    _missing = $"npm could not install {Package}.";
                    return;
                }
            }
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return;
        }

        _server = Process.Start(new ProcessStartInfo(
            "node", [program, "-d", _folder.Path, "-a", "127.0.0.1", "-p", $"{_port}", "--silent", "--no-vhost-buckets"]));
        await Eventually.ListensAsync(_server!, _port, "s3rver");
    }

    /// <summary>From now on requests are taken and not answered.</summary>
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
