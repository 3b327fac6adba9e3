using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Rendering;

namespace ObsidianVault.Functional.Rendering;

/// <summary>The real sandbox over a real Manim: $VAULT_MANIM_ROOT, or what deploy/manim/provision.sh builds.</summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private readonly SandboxLauncher _launcher = new();
    private string _root = "";

    public async ValueTask InitializeAsync() =>
        _root = Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT") ?? await ProvisionAsync();

    public ValueTask DisposeAsync()
    {
        _launcher.Dispose();
        return ValueTask.CompletedTask;
    }

    internal RendererOptions Options(Action<RendererOptions>? change = null)
    {
        var options = new RendererOptions { Root = _root, TimeLimit = TimeSpan.FromSeconds(90), ScratchMiB = 128, FirstUserId = 64_500 };
        change?.Invoke(options);
        return options;
    }

    internal ManimSandbox Sandbox(Action<RendererOptions>? change = null)
    {
        var options = Options(change);
        return new ManimSandbox(new OptionsWrapper<RendererOptions>(options), new SandboxCommand(options), _launcher, TimeProvider.System, NullLogger<ManimSandbox>.Instance);
    }

    internal SandboxProbe Probe(Action<RendererOptions>? change = null) => new(new SandboxCommand(Options(change)), _launcher);

    private static async Task<string> ProvisionAsync()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "deploy/manim/provision.sh"))) folder = folder.Parent;
        folder.ShouldNotBeNull("run the tests from a checkout, or set VAULT_MANIM_ROOT");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", [Path.Combine(folder.FullName, "deploy/manim/provision.sh")]) { RedirectStandardOutput = true })!;
        var path = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, "deploy/manim/provision.sh says why on stderr");
        return path.Trim();
    }
}
