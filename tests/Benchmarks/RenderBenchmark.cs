using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Benchmarks;

/// <summary>
/// Measures from posting the code to the finished video, through the whole service, against the manim command line on the same
/// scene in the same root file system. The two alternate; the medians per scene are compared. VAULT_BENCH_ROUNDS sets the rounds.
/// </summary>
internal static partial class RenderBenchmark
{
    private const string Peer = "manim 0.21 render";
    private const string Quality = "low";
    private const int FrameSize = 854 * 480;
    private const int FirstLines = 20;

    private static int Rounds { get; } =
        int.Parse(Environment.GetEnvironmentVariable("VAULT_BENCH_ROUNDS") ?? "3", CultureInfo.InvariantCulture);

    public static async Task<Report> RunAsync()
    {
        var scenes = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Scenes"), "*.py").Order(StringComparer.Ordinal)
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), File.ReadAllText);
        // Every job has to be rendered; with the video cache this would measure the cache.
        using var service = await VaultService.StartAsync(
            ("Renderer__Slots", "2"), ("Renderer__VideoCache", "false"), ("Ledger__MonthlyBudget", "1000"));
        var metrics = new List<Metric>();
        var latency = await LatencyAsync(service, scenes, metrics);
        metrics.Insert(0, new Metric("latency ratio, median of the scenes", "ratio", Math.Round(Median(latency), 3), 1, Peer, 0.5));
        metrics.Add(await ThroughputAsync(service, scenes));
        metrics.Add(await FirstLineAsync(service));
        metrics.Add(await LatexStartsAsync(service));
        foreach (var quality in (string[])["low", "medium", "high"]) metrics.Add(await LookAsync(service, scenes, quality));
        return new Report("render", Report.ThisMachine, metrics);
    }

    private static async Task<List<double>> LatencyAsync(VaultService service, Dictionary<string, string> scenes, List<Metric> metrics)
    {
        var ratios = new List<double>();
        var (same, frames) = (0, 0);
        foreach (var (name, code) in scenes)
        {
            var (ours, peer) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var (seconds, job) = await service.RenderAsync(code, Quality);
                if (job.GetProperty("status").GetString() != "ready") throw new InvalidOperationException($"{name}: {job}");
                var cli = await ManimCommandLine.RenderAsync(code, Quality);
                Console.Error.WriteLine($"{name}, round {round}: ours {seconds:0.00} s, manim {cli.Seconds:0.00} s");
                if (round > 0)
                {
                    ours.Add(seconds);
                    peer.Add(cli.Seconds);
                    continue;
                }

                // The first round is cold for both, and shows whether their frames match.
                var (alike, all) = FrameComparison.Compare(
                    await ManimCommandLine.DecodeAsync(await service.FetchAsync(job)),
                    await ManimCommandLine.DecodeAsync(cli.Video),
                    FrameSize);
                if (alike < all) Console.Error.WriteLine($"{name}: {all - alike} of {all} frames differ");
                (same, frames) = (same + alike, frames + all);
            }

            var metric = new Metric($"latency, {name}", "s", Median(ours), Median(peer), Peer, name == "long" ? 0.6 : 0.5);
            metrics.Add(metric);
            ratios.Add(metric.Ratio);
        }

        metrics.Add(new Metric("frames that differ", "frames", frames - same, frames, Peer, 0));
        return ratios;
    }

    /// <summary>All scenes, two at a time.</summary>
    private static async Task<Metric> ThroughputAsync(VaultService service, Dictionary<string, string> scenes)
    {
        var (ours, peer) = (new List<double>(), new List<double>());
        for (var round = 0; round < Math.Max(1, Rounds - 1); round++)
        {
            ours.Add(await TwoAtATimeAsync(scenes.Values, code => service.RenderAsync(code, Quality)));
            peer.Add(await TwoAtATimeAsync(scenes.Values, code => ManimCommandLine.RenderAsync(code, Quality)));
            Console.Error.WriteLine($"all scenes, two at a time: ours {ours[^1]:0.0} s, manim {peer[^1]:0.0} s");
        }

        return new Metric("throughput: all scenes, two at a time", "s", Median(ours), Median(peer), Peer, Math.Round(1 / 1.8, 3));
    }

    private static async Task<double> TwoAtATimeAsync(IEnumerable<string> codes, Func<string, Task> render)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(codes, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (code, _) => await render(code));
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>The scene reports when its first line ran; both sides use the machine's clock.</summary>
    private static async Task<Metric> FirstLineAsync(VaultService service)
    {
        const string code =
            """
            import time
            at = time.time()
            from manim import *
            class Bench(Scene):
                def construct(self):
                    self.wait(1)
                    raise ValueError(f'at {at:.4f}')
            """;
        var waits = new List<double>();
        for (var round = 0; round < FirstLines; round++)
        {
            var posted = TimeProvider.System.GetUtcNow();
            var (_, job) = await service.RenderAsync(code, Quality);
            var at = double.Parse(At().Match(job.GetProperty("message").GetString()!).Groups[1].Value, CultureInfo.InvariantCulture);
            waits.Add((at * 1000) - posted.ToUnixTimeMilliseconds());
        }

        var p95 = waits.Order().ElementAt((int)Math.Ceiling(waits.Count * 0.95) - 1);
        return new Metric("from the post to the scene's first line, p95", "ms", Math.Round(p95, 1), 150, "goal", 1);
    }

    private static async Task<Metric> LatexStartsAsync(VaultService service)
    {
        const string code =
            """
            from manim import *
            class Bench(Scene):
                def construct(self):
                    self.add(Axes(x_range=[-9, 9], y_range=[-9, 9]).add_coordinates())
                    self.wait(1)
            """;
        service.LatexStarts = null;
        await service.RenderAsync(code, Quality);
        for (var look = 0; look < 50 && service.LatexStarts is null; look++)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        return new Metric("LaTeX runs for an axis with digits", "runs", service.LatexStarts ?? 999, 22, Peer, 0);
    }

    /// <summary>The time of a last-frame preview, which equals that of rendering the same code as a picture.</summary>
    private static async Task<Metric> LookAsync(VaultService service, Dictionary<string, string> scenes, string quality)
    {
        var (look, whole) = (new List<double>(), new List<double>());
        foreach (var name in (string[])["axes", "latex", "long", "text", "updaters"])
        {
            look.Add((await service.RenderAsync(scenes[name], quality, "png")).Seconds);
            whole.Add((await service.RenderAsync(scenes[name], quality)).Seconds);
            Console.Error.WriteLine($"{name}, {quality}: last-frame preview {look[^1]:0.00} s, video {whole[^1]:0.00} s");
        }

        return new Metric($"a look at the last frame, {quality}, median", "s", Median(look), Median(whole), "the whole video", null);
    }

    private static double Median(List<double> values) => Math.Round(values.Order().ElementAt(values.Count / 2), 3);

    [GeneratedRegex(@"at ([0-9.]*[0-9])")]
    private static partial Regex At();
}
