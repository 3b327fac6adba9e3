using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Functional.Service;
using ObsidianVault.Renderer.ControlGroups;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

/// <summary>
/// The real sandbox with the real Manim: $VAULT_MANIM_ROOT, or what deploy/manim/provision.sh builds. Tests share the warm sandboxes.
/// </summary>
public sealed class SandboxFixture : IAsyncLifetime
{
    private static int s_users;

    private readonly ConcurrentDictionary<ControlGroupUse, Lazy<Launcher>> _launchers = new();
    private readonly ConcurrentDictionary<string, Renderer> _renderers = new();
    private readonly string _formulas = Directory.CreateTempSubdirectory("vault-formulas-").FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var renderer in _renderers.Values) await renderer.Pool.DisposeAsync();
        foreach (var launcher in _launchers.Values) launcher.Value.Dispose();
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
            return New(Launch(options).Sandboxes, options);
        });
    }

    /// <summary>A renderer of the test's own, which disposes it.</summary>
    internal Renderer New(SandboxLauncher launcher, RendererOptions? of = null)
    {
        var options = of ?? Options();
        // Separate users for each, because processes are counted per user.
        options.FirstUserId = 64_500 + (20 * Interlocked.Increment(ref s_users));
        return new Renderer(options, launcher);
    }

    /// <summary>What counts the memory and shares out the processors of this renderer's sandboxes.</summary>
    internal Launcher Launch(RendererOptions options) =>
        _launchers.GetOrAdd(options.ControlGroups, _ => new Lazy<Launcher>(() => new Launcher(options))).Value;

    internal sealed class Launcher : IDisposable
    {
        public Launcher(RendererOptions options)
        {
            Groups = new JobGroups(new OptionsWrapper<RendererOptions>(options), NullLogger<JobGroups>.Instance);
            Sandboxes = new SandboxLauncher(Groups);
        }

        public JobGroups Groups { get; }

        public SandboxLauncher Sandboxes { get; }

        public void Dispose()
        {
            Sandboxes.Dispose();
            Groups.Dispose();
        }
    }

    internal SandboxProbe Probe(Action<RendererOptions>? change = null) => new(Sandbox(change));

    /// <summary>A renderer without its silo.</summary>
    internal sealed class Renderer : IAsyncDisposable
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

        public ValueTask DisposeAsync() => Pool.DisposeAsync();
    }
}
