using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Functional.Service;
using ObsidianVault.Rendering;

namespace ObsidianVault.Functional.Rendering;

/// <summary>The real sandbox over a real Manim: $VAULT_MANIM_ROOT, or what deploy/manim/provision.sh builds.</summary>
public sealed class SandboxFixture : IDisposable
{
    private readonly SandboxLauncher _launcher = new();

    // The database and the object store of the service's tests run beside.
    private readonly HashSet<int> _servers = [.. ProcessTree.Under(Environment.ProcessId).Where(e => e.Parent == Environment.ProcessId).Select(e => e.Pid)];

    public void Dispose() => _launcher.Dispose();

    /// <summary>What a scene left running.</summary>
    internal List<ProcessTree.Entry> Leftovers() =>
        [.. ProcessTree.Under(Environment.ProcessId).Where(e => !_servers.Contains(e.Pid) && !_servers.Contains(e.Parent))];

    internal static RendererOptions Options(Action<RendererOptions>? change = null)
    {
        var options = new RendererOptions { Root = ManimRoot.Path, TimeLimit = TimeSpan.FromSeconds(90), ScratchMiB = 128, FirstUserId = 64_500 };
        change?.Invoke(options);
        return options;
    }

    internal ManimSandbox Sandbox(Action<RendererOptions>? change = null)
    {
        var options = Options(change);
        return new ManimSandbox(new OptionsWrapper<RendererOptions>(options), new SandboxCommand(options), _launcher, TimeProvider.System, NullLogger<ManimSandbox>.Instance);
    }

    internal SandboxProbe Probe(Action<RendererOptions>? change = null) => new(new SandboxCommand(Options(change)), _launcher);
}
