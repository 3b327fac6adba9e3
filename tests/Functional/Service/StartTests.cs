using System.Diagnostics;
using System.Net;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Functional.Service;

/// <summary>The errors of a host that cannot start, and its behavior without Manim.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-start-").FullName;

    [Fact]
    public async Task A_data_folder_is_one_process_own_until_it_ends_however_it_ends()
    {
        using var first = Start("AllInOne", FreePort.Next());
        await ListensAsync(first);
        using (var second = Start("AllInOne", FreePort.Next()))
        {
            (await RefusalAsync(second)).ShouldHaveSingleItem()
                .ShouldStartWith($"The data folder '{_folder}' is in use by another process.");
        }

        first.Kill();
        await first.WaitForExitAsync(TestContext.Current.CancellationToken);
        using var third = Start("AllInOne", FreePort.Next());
        await ListensAsync(third);
        third.Kill();
        await third.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_one_line()
    {
        var port = FreePort.Next();
        using var other = new System.Net.Sockets.TcpListener(IPAddress.Loopback, port);
        other.Start();
        using var host = Start("AllInOne", port);
        (await RefusalAsync(host)).ShouldHaveSingleItem().ShouldStartWith($"Port {port} is already in use by another process.");
    }

    [Fact]
    public async Task A_renderer_without_Manim_says_how_to_get_it_and_does_not_start()
    {
        using var host = Start("Renderer", FreePort.Next());
        var said = await RefusalAsync(host);
        said.Count.ShouldBe(2);
        said[1].ShouldContain("deploy/manim/provision.sh");
    }

    [Fact]
    public async Task The_embedded_host_works_without_Manim_and_says_that_it_renders_nothing()
    {
        var port = FreePort.Next();
        using var host = Start("AllInOne", port);
        (await ListensAsync(host)).ShouldContain(line => line.Contains("Rendering is off", StringComparison.Ordinal));
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        await VaultService.UntilAsync(
            async () => (await http.PostAsync("/api/v1/sessions", null)).IsSuccessStatusCode, "a session is opened",
            TimeSpan.FromMinutes(3));
        host.Kill();
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A host without Manim, over the test's data folder.</summary>
    private Process Start(string host, int port) => Process.Start(new ProcessStartInfo(
        "dotnet", [Path.Combine(AppContext.BaseDirectory, $"ObsidianVault.{host}.dll"), "--urls", $"http://127.0.0.1:{port}"])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment =
        {
            ["Storage__DataFolder"] = _folder,
            ["Cluster__SiloPort"] = "0",
            ["Cluster__GatewayPort"] = "0",
            ["Renderer__Root"] = "",
            ["VAULT_CACHE"] = Path.Combine(_folder, "no-cache"),
        },
    })!;

    /// <summary>The lines up to the one that reports that the host has started.</summary>
    private static async Task<List<string>> ListensAsync(Process host)
    {
        var lines = new List<string>();
        while (await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            lines.Add(line);
            if (line.Contains("Application started", StringComparison.Ordinal)) return lines;
        }

        throw new InvalidOperationException(
            $"The host ended: {await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
    }

    /// <summary>The host's output until it exits on its own.</summary>
    private static async Task<List<string>> RefusalAsync(Process host)
    {
        var output = host.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        host.ExitCode.ShouldBe(1);
        (await output).ShouldBeEmpty();
        return [.. (await errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }
}
