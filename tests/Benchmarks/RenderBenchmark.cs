using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace ObsidianVault.Benchmarks;

/// <summary>
/// From the posted code to the ready video, through the whole service, against the manim command line on the same
/// scene in the same root file system. The two take turns; medians are compared.
/// </summary>
internal static class RenderBenchmark
{
    private const int Rounds = 5;

    private const string Scene = """
        from manim import *
        class Bench(Scene):
            def construct(self):
                axes = Axes(x_range=[-3, 3], y_range=[-1, 9], x_length=8, y_length=5)
                graph = axes.plot(lambda x: x ** 2, color=BLUE)
                title = Text("y = x squared").to_edge(UP)
                self.play(Write(title), Create(axes), run_time=1)
                self.play(Create(graph), run_time=2)
                dot = Dot(axes.c2p(-2, 4), color=YELLOW)
                self.play(MoveAlongPath(dot, graph), run_time=2)
                self.wait(1)
        """;

    private static string Root => Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT")
        ?? throw new InvalidOperationException("Run it by ./vault bench, which sets VAULT_MANIM_ROOT.");

    public static async Task<Report> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("vault-bench-");
        using var service = await StartServiceAsync(folder.FullName);
        try
        {
            using var http = new HttpClient { BaseAddress = new Uri(Url) };
            var (ours, peer) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var (job, cli) = (await TimeJobAsync(http), await TimeCommandLineAsync(folder.FullName));
                if (round == 0) continue; // both start cold once
                ours.Add(job);
                peer.Add(cli);
                Console.Error.WriteLine($"round {round}: ours {job:0.00} s, manim {cli:0.00} s");
            }

            return new Report("render", Report.ThisMachine, [new Metric("code to video, median", "s", Median(ours), Median(peer), "manim 0.21 render -qm", 1)]);
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync();
            folder.Delete(recursive: true);
        }
    }

    private static string Url { get; } = $"http://127.0.0.1:{Random.Shared.Next(10_000, 32_000)}";

    private static double Median(List<double> values) => Math.Round(values.Order().ElementAt(values.Count / 2), 3);

    private static async Task<Process> StartServiceAsync(string folder)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ObsidianVault.Api.dll"), "--urls", Url])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["Storage__DataFolder"] = folder,
                ["Cluster__SiloPort"] = "0",
                ["Cluster__GatewayPort"] = "0",
                ["Renderer__Root"] = Root,
                ["Ledger__MonthlyBudget"] = "1000",
            },
        };
        var service = Process.Start(start)!;
        service.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = new Uri(Url) };
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                if ((await http.GetAsync("/health/ready")).IsSuccessStatusCode) break;
            }
            catch (HttpRequestException) when (attempt < 300 && !service.HasExited)
            {
                // Not yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        return service;
    }

    private static async Task<double> TimeJobAsync(HttpClient http)
    {
        if (http.DefaultRequestHeaders.Authorization is null)
        {
            using var opened = await http.PostAsync("/api/v1/sessions", null);
            http.DefaultRequestHeaders.Authorization = new("Bearer", (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        }

        var watch = Stopwatch.StartNew();
        using var response = await http.PostAsJsonAsync("/api/v1/code", new { code = Scene, quality = "medium" });
        var job = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetString();
        var events = await http.GetStringAsync($"/api/v1/jobs/{job}/events");
        return events.Contains("\"ready\"", StringComparison.Ordinal) ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("The job failed: " + events);
    }

    private static async Task<double> TimeCommandLineAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "scene.py"), Scene);
        var start = new ProcessStartInfo("bwrap",
        [
            "--ro-bind", Root, "/", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--bind", folder, "/mnt", "--chdir", "/tmp", "--unshare-net",
            "--setenv", "HOME", "/tmp", "/usr/bin/manim", "render", "-qm", "--disable_caching", "--media_dir", "/tmp/media", "/mnt/scene.py", "Bench",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var watch = Stopwatch.StartNew();
        using var manim = Process.Start(start)!;
        var (output, errors) = (manim.StandardOutput.ReadToEndAsync(), manim.StandardError.ReadToEndAsync());
        await manim.WaitForExitAsync();
        await Task.WhenAll(output, errors);
        return manim.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("manim failed: " + await errors);
    }
}
