using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Functional.Service;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

/// <summary>
/// The real sandbox with the real Manim: $VAULT_MANIM_ROOT, or what deploy/manim/provision.sh builds. Tests share the warm sandboxes.
/// </summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private readonly SandboxLauncher _launcher = new();
    private readonly ConcurrentDictionary<string, Renderer> _renderers = new();
    private readonly string _formulas = Directory.CreateTempSubdirectory("vault-formulas-").FullName;
    private int _users;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var renderer in _renderers.Values) await renderer.Pool.DisposeAsync();
        _launcher.Dispose();
        Directory.Delete(_formulas, recursive: true);
    }

    /// <summary>Processes that scenes left running.</summary>
    internal List<ProcessTree.Entry> Leftovers() => [.. _renderers.Values.SelectMany(renderer => renderer.Pool.Leftovers)];

    internal RendererOptions Options(Action<RendererOptions>? change = null)
    {
        var options = new RendererOptions
        {
            Root = ManimRoot.Path,
            TimeLimit = TimeSpan.FromSeconds(90),
            ScratchMiB = 128,
            FormulaFolder = _formulas,
        };
        change?.Invoke(options);
        return options;
    }

    internal ManimSandbox Sandbox(Action<RendererOptions>? change = null) => Of(change).Sandbox;

    internal Renderer Of(Action<RendererOptions>? change = null)
    {
        var options = Options(change);
        return _renderers.GetOrAdd(System.Text.Json.JsonSerializer.Serialize(options), _ =>
        {
            // Separate users for each, because processes are counted per user.
            options.FirstUserId = 64_500 + (20 * Interlocked.Increment(ref _users));
            return new Renderer(options, _launcher);
        });
    }

    internal SandboxProbe Probe(Action<RendererOptions>? change = null) => new(Sandbox(change));

    /// <summary>A renderer without its silo.</summary>
    internal sealed class Renderer
    {
        public Renderer(RendererOptions options, SandboxLauncher launcher)
        {
            var settings = new OptionsWrapper<RendererOptions>(options);
            var command = new SandboxCommand(options);
            Formulas = new FormulaCache(settings);
            Pool = new SandboxPool(settings, command, launcher, Formulas, NullLogger<SandboxPool>.Instance);
            Sandbox = new ManimSandbox(settings, Pool, Formulas, TimeProvider.System, NullLogger<ManimSandbox>.Instance);
            Setter = new FormulaSetter(Formulas, Sandbox, settings, NullLogger<FormulaSetter>.Instance);
        }

        public FormulaCache Formulas { get; }

        public SandboxPool Pool { get; }

        public ManimSandbox Sandbox { get; }

        public FormulaSetter Setter { get; }
    }
}
