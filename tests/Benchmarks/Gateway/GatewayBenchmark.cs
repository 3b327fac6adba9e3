using System.Globalization;
using System.Text.Json;

namespace ObsidianVault.Benchmarks.Gateway;

/// <summary>
/// The OpenAI-compatible API, with authentication, ledger and cache on, where every prompt is new; beside it, in the same
/// rounds and over the same mock of an upstream: the mock itself, the Portkey gateway, and the failover client of
/// Microsoft.Extensions.AI in the load's own process. Everything is a process of its own.
/// </summary>
internal static class GatewayBenchmark
{
    private const string Portkey = "@portkey-ai/gateway 1.15.2";
    private const string Direct = "the mock itself";
    private const string InProcess = "OrderedFailoverChatClient in process";
    private static readonly int s_rounds = Number("VAULT_BENCH_ROUNDS", 3);
    private static readonly int s_seconds = Number("VAULT_BENCH_SECONDS", 4);
    private static readonly int s_warmUp = Number("VAULT_BENCH_WARM_UP", 16);

    public static async Task<Report> RunAsync(string[] args)
    {
        if (args.SkipWhile(a => a != "--soak").Skip(1).FirstOrDefault() is { } minutes)
            return await GatewaySoak.RunAsync(TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)));

        await using var targets = await GatewayTargets.StartAsync(withPortkey: true);
        var all = new Dictionary<string, Target>
        {
            ["ours"] = targets.Ours, ["portkey"] = targets.Portkey!, ["direct"] = targets.Direct, ["in-process"] = targets.InProcess,
        };
        // Until the compilers of both runtimes are done; the failover client, in the load's own process, does it with each load.
        foreach (var (name, target) in all.Where(t => t.Key != "in-process"))
            for (var passed = 0; passed < s_warmUp; passed += s_seconds)
                foreach (var mode in new[] { "whole", "stream" })
                    Say($"{name} warms up, {mode}: {await LoadAsync(target, 16, s_seconds, mode)}");

        var results = new Dictionary<(string Name, string Mode, int Connections), List<LoadResult>>();
        for (var round = 0; round < s_rounds; round++)
        {
            foreach (var connections in new[] { 1, 16 })
                foreach (var mode in new[] { "whole", "stream" })
                    foreach (var (name, target) in round % 2 == 0 ? all : all.Reverse())
                    {
                        var result = await LoadAsync(target, connections, s_seconds, mode);
                        Say($"round {round + 1}, {mode}, {connections}: {name} {result}");
                        if (!results.TryGetValue((name, mode, connections), out var list)) results[(name, mode, connections)] = list = [];
                        list.Add(result);
                    }
        }

        var metrics = new List<Metric>();
        foreach (var mode in new[] { "whole", "stream" })
            foreach (var connections in new[] { 1, 16 })
            {
                double Median(string name, Func<LoadResult, double> read) => Math.Round(results[(name, mode, connections)].Select(read).Order().ElementAt(s_rounds / 2), 3);
                double Added(string name, Func<LoadResult, double> read) => Math.Round(Median(name, read) - Median("direct", read), 3);
                var at = $"{mode}_{connections}";
                metrics.Add(new Metric($"{at}_requests", "1/s", Median("ours", r => r.RequestsPerSecond), Median("portkey", r => r.RequestsPerSecond), Portkey, connections == 16 ? 5 : null, AtLeast: true));
                metrics.Add(new Metric($"{at}_added_median", "ms", Added("ours", r => r.P50), Added("portkey", r => r.P50), Portkey, 1 / 3.0));
                metrics.Add(new Metric($"{at}_added_first_byte", "ms", Added("ours", r => r.FirstByteP50), Added("portkey", r => r.FirstByteP50), Portkey, null));
                metrics.Add(new Metric($"{at}_processor", "ms a request", Median("ours", r => r.CpuPerRequest), Median("portkey", r => r.CpuPerRequest), Portkey, null));
                metrics.Add(new Metric($"{at}_p99", "ms", Median("ours", r => r.P99), Median("portkey", r => r.P99), Portkey, null));
                metrics.Add(new Metric($"{at}_requests_of_mock", "1/s", Median("ours", r => r.RequestsPerSecond), Median("direct", r => r.RequestsPerSecond), Direct, null, AtLeast: true));
                metrics.Add(new Metric($"{at}_requests_of_floor", "1/s", Median("ours", r => r.RequestsPerSecond), Median("in-process", r => r.RequestsPerSecond), InProcess, null, AtLeast: true));
            }

        metrics.Add(new Metric("memory_after_load", "MB", targets.Ours.MemoryMB, targets.Portkey!.MemoryMB, Portkey, null));
        metrics.Add(new Metric("faults", "requests", results.Where(r => r.Key.Name == "ours").Sum(r => r.Value.Sum(v => v.Faults)), results.Where(r => r.Key.Name == "portkey").Sum(r => r.Value.Sum(v => v.Faults)), Portkey, null));
        metrics.Add(await targets.BooksAsync());
        return new Report("gateway", Report.ThisMachine, metrics);
    }

    public static async Task<LoadResult> LoadAsync(Target target, int connections, double seconds, string mode)
    {
        var cpu = target.CpuMilliseconds;
        var output = await Processes.RunAsync("dotnet",
            [typeof(GatewayBenchmark).Assembly.Location, "gateway-load", target.Address, $"{connections}", seconds.ToString(CultureInfo.InvariantCulture), mode, .. target.Headers]);
        var result = JsonSerializer.Deserialize<LoadResult>(output.Trim().Split('\n')[^1])!;
        return result with { CpuPerRequest = Math.Round((target.CpuMilliseconds - cpu) / result.Requests, 3) };
    }

    public static void Say(string line) => Console.Error.WriteLine(line);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
}
