using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Benchmarks;

/// <summary>The whole service in a separate process, used through its public API.</summary>
internal sealed partial class VaultService : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _repairs = new();
    private readonly string _folder;

    private VaultService(Process process, string folder, Uri address)
    {
        (_process, _folder) = (process, folder);
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Http { get; }

    /// <summary>How often the newest job has started LaTeX, according to the renderer's log; null before the first.</summary>
    public int? LatexStarts { get; set; }

    /// <summary>The CPU time used by the service.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<VaultService> StartAsync(params (string Name, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("vault-bench-").FullName;
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "ObsidianVault.AllInOne.dll"), "--urls", address.ToString()])
        {
            RedirectStandardOutput = true,
            Environment =
            {
                ["Storage__DataFolder"] = folder,
                ["Cluster__SiloPort"] = "0",
                ["Cluster__GatewayPort"] = "0",
                ["Renderer__Root"] = ManimCommandLine.Root,
            },
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        var service = new VaultService(Process.Start(start)!, folder, address);
        service._process.OutputDataReceived += (_, line) =>
        {
            if (LatexLine().Match(line.Data ?? "") is { Success: true } match)
                service.LatexStarts = int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            if (RepairLine().Match(line.Data ?? "") is { Success: true } repair)
                service._repairs.GetOrAdd(repair.Groups[1].Value, _ => []).Enqueue(repair.Groups[2].Value);
        };
        service._process.BeginOutputReadLine();
        for (var attempt = 0; !await service.IsReadyAsync(); attempt++)
        {
            if (attempt > 600 || service._process.HasExited) throw new InvalidOperationException("The service did not start.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
        }

        using var opened = await service.Http.PostAsync("/api/v1/sessions", null);
        var token = (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        service.Http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return service;
    }

    /// <summary>Posts the code and waits for the job to end; returns the seconds it took and its last event.</summary>
    public Task<(double Seconds, JsonElement Job)> RenderAsync(string code, string quality, string format = "mp4") =>
        EndAsync("/api/v1/code", new { code, quality, format });

    /// <summary>The same for a prompt, in low quality.</summary>
    public Task<(double Seconds, JsonElement Job)> MakeAsync(string prompt) => EndAsync("/api/v1/jobs", new { prompt, quality = "low" });

    /// <summary>Why the models' code for this job had to be repaired, in order, according to the service's log.</summary>
    public string[] RepairsOf(string jobId) => _repairs.TryGetValue(jobId, out var causes) ? [.. causes] : [];

    private async Task<(double Seconds, JsonElement Job)> EndAsync(string path, object asked)
    {
        var watch = Stopwatch.StartNew();
        using var response = await Http.PostAsJsonAsync(path, asked);
        var job = (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("job_id").GetString();
        var events = await Http.GetStringAsync($"/api/v1/jobs/{job}/events");
        var seconds = watch.Elapsed.TotalSeconds;
        var last = events.Split('\n').Last(line => line.StartsWith("data:", StringComparison.Ordinal));
        return (seconds, JsonSerializer.Deserialize<JsonElement>(last[5..]));
    }

    public Task<byte[]> FetchAsync(JsonElement job) => Http.GetByteArrayAsync(job.GetProperty("video_url").GetString());

    public void Dispose()
    {
        Http.Dispose();
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"LaTeX started (\d+) times")]
    private static partial Regex LatexLine();

    [GeneratedRegex(@"Repairing job (\w+), round \d+, ([^:]+):")]
    private static partial Regex RepairLine();

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode && !(await answer.Content.ReadAsStringAsync()).Contains("degraded", StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
