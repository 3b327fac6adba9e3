using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Benchmarks.Gateway;

/// <summary>The target of a load.</summary>
internal sealed record Target(string Address, IReadOnlyList<string> Headers, Process? Process = null)
{
    public double CpuMilliseconds => Process is null ? 0 : Processes.CpuMilliseconds(Process);

    public double MemoryMB => Process is null ? 0 : Processes.MemoryMB(Process);
}

/// <summary>The benchmark's servers, each in its own process.</summary>
internal sealed class GatewayTargets : IAsyncDisposable
{
    private readonly List<Process> _processes = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-gateway-").FullName;
    private readonly HttpClient _http = new();
    private readonly int _mock = FreePort.Next();
    private Uri _service = null!;

    public Target Ours { get; private set; } = null!;

    public Target? Portkey { get; private set; }

    public Target Direct => new($"http://127.0.0.1:{_mock}/v1/chat/completions", []);

    public Target InProcess => new($"in-process:http://127.0.0.1:{_mock}", []);

    public static async Task<GatewayTargets> StartAsync(bool withPortkey)
    {
        var targets = new GatewayTargets();
        try
        {
            targets._processes.Add(await Processes.StartAsync(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "ObsidianVault.Fakes.dll"), "mock-upstream", $"{targets._mock}"],
                new Uri($"http://127.0.0.1:{targets._mock}/hits")));
            await targets.StartOursAsync();
            if (withPortkey) await targets.StartPortkeyAsync();
            return targets;
        }
        catch
        {
            await targets.DisposeAsync();
            throw;
        }
    }

    /// <summary>The number of calls that reached the mock.</summary>
    public async Task<long> HitsAsync() =>
        long.Parse(await _http.GetStringAsync(new Uri($"http://127.0.0.1:{_mock}/hits")), CultureInfo.InvariantCulture);

    /// <summary>The ledger's total must equal the cost of its entries: a gateway that is faster but loses money does not win.</summary>
    public async Task<Metric> BooksAsync()
    {
        var usage = await _http.GetFromJsonAsync<JsonElement>(new Uri(_service, "/api/v1/usage"));
        var entries = usage.GetProperty("by_day").EnumerateArray().Sum(day => day.GetProperty("entries").GetInt64());
        var booked = await _http.GetFromJsonAsync<JsonElement>(new Uri(_service, "/api/v1/usage?by=model"));
        var inRows = booked.GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("amount").GetDecimal());
        return new Metric(
            "booked_of_total",
            "USD",
            (double)inRows,
            (double)usage.GetProperty("total").GetDecimal(),
            $"the ledger's total of {entries} entries",
            1,
            AtLeast: true);
    }

    private async Task StartOursAsync()
    {
        _service = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        var service = await Processes.StartAsync(
            "dotnet",
            [Path.Combine(AppContext.BaseDirectory, "ObsidianVault.AllInOne.dll"), "--urls", _service.ToString()],
            new Uri(_service, "/health/live"),
            new Dictionary<string, string>
            {
                ["Storage__DataFolder"] = _folder,
                ["Cluster__SiloPort"] = "0",
                ["Cluster__GatewayPort"] = "0",
                ["Renderer__Root"] = Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT") ?? "/",
                ["Ledger__MonthlyBudget"] = "1000000",
                ["Ai__BaseUrl"] = $"http://127.0.0.1:{_mock}/v1",
                ["Ai__ApiKey"] = "mock-key",
                ["Ai__Model"] = "gpt-4o-mini",
                ["Logging__LogLevel__Default"] = "Warning",
            });
        _processes.Add(service);
        using var opened = await _http.PostAsync(new Uri(_service, "/api/v1/sessions"), null);
        var token = (await opened.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Ours = new Target(new Uri(_service, "/v1/chat/completions").ToString(), [$"Authorization: Bearer {token}"], service);
    }

    private async Task StartPortkeyAsync()
    {
        var gateway = await InstallPortkeyAsync();
        var port = FreePort.Next();
        var process = await Processes.StartAsync(
            "node",
            [
                Path.Combine(gateway, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js"),
                $"--port={port}",
                "--headless",
            ],
            new Uri($"http://127.0.0.1:{port}/"), new Dictionary<string, string> { ["NODE_ENV"] = "production" });
        _processes.Add(process);
        Portkey = new Target(
            $"http://127.0.0.1:{port}/v1/chat/completions",
            [
                "x-portkey-provider: openai",
                $"x-portkey-custom-host: http://127.0.0.1:{_mock}/v1",
                "Authorization: Bearer mock-key",
            ],
            process);
    }

    /// <summary>Installs exactly the lock file's versions, outside the tree: with the newest hono every one of its streams fails.</summary>
    private static async Task<string> InstallPortkeyAsync()
    {
        var cache = Path.Combine(Environment.GetEnvironmentVariable("VAULT_CACHE") ?? Path.GetTempPath(), "bench-portkey-1.15.2");
        Directory.CreateDirectory(cache);
        var source = Path.Combine(AppContext.BaseDirectory, "portkey");
        foreach (var file in Directory.GetFiles(source)) File.Copy(file, Path.Combine(cache, Path.GetFileName(file)), overwrite: true);
        if (!Directory.Exists(Path.Combine(cache, "node_modules", "@portkey-ai")))
            await Processes.RunAsync("npm", ["ci", "--prefix", cache, "--ignore-scripts", "--loglevel=error"]);
        return cache;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited) process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
