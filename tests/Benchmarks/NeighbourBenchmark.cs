using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Benchmarks;

/// <summary>
/// Compares a scene that runs beside an attack with the same scene beside an honest one: what an attack costs its neighbor
/// beyond what any job costs it. Runs directly in two sandboxes, without the validator, and alternates between the two.
/// </summary>
internal static class NeighbourBenchmark
{
    private const string Honest = "an honest scene beside it";
    private const int Rounds = 5;

    private static readonly string[] s_attacks =
    [
        "a storm of forks", "a bomb of forks", "threads", "a full disk", "a million files", "a large address space", "a loop",
        "a hang in C", "an entity bomb", "a picture that unpacks to too much", "LaTeX loops", "an endless wait",
        "a report without end",
    ];

    public static async Task<Report> RunAsync()
    {
        var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "attacks.json"));
        var bodies = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!;
        var folder = Directory.CreateTempSubdirectory("vault-neighbours-").FullName;
        var options = new OptionsWrapper<RendererOptions>(new RendererOptions
        {
            Root = Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT") ?? "/",
            Slots = 2,
            ScratchMiB = 128,
            FormulaFolder = folder,
            FirstUserId = 64_300,
        });
        using var launcher = new SandboxLauncher();
        var formulas = new FormulaCache(options);
        await using var pool = new SandboxPool(
            options, new SandboxCommand(options.Value), launcher, formulas, NullLogger<SandboxPool>.Instance);
        var sandbox = new ManimSandbox(options, pool, formulas, TimeProvider.System, NullLogger<ManimSandbox>.Instance);
        try
        {
            var honest = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Scenes", "updaters.py"));
            await BesideAsync(sandbox, honest, honest);
            var metrics = new List<Metric>();
            foreach (var name in s_attacks)
            {
                var attack = Scene(bodies[name].GetProperty("body").GetString()!);
                var (ours, peer) = (new List<double>(), new List<double>());
                for (var round = 0; round < Rounds; round++)
                {
                    ours.Add(await BesideAsync(sandbox, honest, attack));
                    peer.Add(await BesideAsync(sandbox, honest, honest));
                }

                var (attacked, usual) = (ours.Order().ElementAt(Rounds / 2), peer.Order().ElementAt(Rounds / 2));
                Console.Error.WriteLine($"{name}: {attacked:0.00} s, beside a scene {usual:0.00} s");
                metrics.Add(new Metric(name, "s", Math.Round(attacked, 3), Math.Round(usual, 3), Honest, 1.1));
            }

            var median = metrics.Select(m => m.Ratio).Order().ElementAt(metrics.Count / 2);
            metrics.Insert(0, new Metric("latency ratio, median of the attacks", "ratio", median, 1, Honest, 1.1));
            return new Report("neighbour", Report.ThisMachine, metrics);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The duration of one scene in seconds while the other slot runs <paramref name="other"/> repeatedly.</summary>
    private static async Task<double> BesideAsync(ManimSandbox sandbox, string scene, string other)
    {
        using var end = new CancellationTokenSource();
        var beside = Task.Run(() => LoopAsync(sandbox, other, end.Token));
        // A head start, because there is no signal that an attack is under way.
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
        var watch = Stopwatch.StartNew();
        await using (var outcome = await sandbox.RenderAsync(scene, Quality.Low, 0, new Progress<double>(), CancellationToken.None))
            if (outcome.Video is null) throw new InvalidOperationException($"The scene failed: {outcome.Failure?.Message}");
        var seconds = watch.Elapsed.TotalSeconds;
        await end.CancelAsync();
        await beside;
        return seconds;
    }

    private static async Task LoopAsync(ManimSandbox sandbox, string code, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var outcome = await sandbox.RenderAsync(code, Quality.Low, 1, new Progress<double>(), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                // The neighbor has finished.
            }
        }
    }

    private static string Scene(string body) =>
        "from manim import *\nimport os\nclass Demo(Scene):\n    def construct(self):\n"
        + string.Join('\n', body.Split('\n').Select(line => "        " + line));
}
