using System.Globalization;
using System.Text.Json;

namespace ObsidianVault.Benchmarks.Gateway;

/// <summary>
/// Measures the OpenAI-compatible API with authentication, ledger and cache, using a new prompt for every request. In the same
/// rounds and over the same mock upstream it also measures the mock itself, the Portkey gateway, and the failover client of
/// Microsoft.Extensions.AI in the load generator's process. All others run in their own processes.
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
        // Until both runtimes have compiled their hot paths; the in-process failover client warms up with each load instead.
        foreach (var (name, target) in all.Where(t => t.Key != "in-process"))
            for (var passed = 0; passed < s_warmUp; passed += s_seconds)
                foreach (var mode in new[] { "whole", "stream" })
                    Say($"{name}, {mode}, warm-up: {await LoadAsync(target, 16, s_seconds, mode)}");

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
                double Median(string name, Func<LoadResult, double> read) =>
                    Math.Round(results[(name, mode, connections)].Select(read).Order().ElementAt(s_rounds / 2), 3);
                double Added(string name, Func<LoadResult, double> read) =>
                    Math.Round(Median(name, read) - Median("direct", read), 3);
                var at = $"{mode}_{connections}";
                AddMetric("requests", "1/s", r => r.RequestsPerSecond, connections == 16 ? 5 : null, atLeast: true);
                metrics.Add(new Metric(
                    $"{at}_added_median", "ms", Added("ours", r => r.P50), Added("portkey", r => r.P50), Portkey, 1 / 3.0));
                var (firstOurs, firstPortkey) = (Added("ours", r => r.FirstByteP50), Added("portkey", r => r.FirstByteP50));
                metrics.Add(new Metric($"{at}_added_first_byte", "ms", firstOurs, firstPortkey, Portkey, null));
                AddMetric("processor", "ms a request", r => r.CpuPerRequest);
                AddMetric("p99", "ms", r => r.P99);
                var requests = Median("ours", r => r.RequestsPerSecond);
                var (mock, floor) = (Median("direct", r => r.RequestsPerSecond), Median("in-process", r => r.RequestsPerSecond));
                metrics.Add(new Metric($"{at}_requests_of_mock", "1/s", requests, mock, Direct, null, AtLeast: true));
                metrics.Add(new Metric($"{at}_requests_of_floor", "1/s", requests, floor, InProcess, null, AtLeast: true));

                void AddMetric(string name, string unit, Func<LoadResult, double> read, double? goal = null, bool atLeast = false) =>
                    metrics.Add(new Metric(
                        $"{at}_{name}", unit, Median("ours", read), Median("portkey", read), Portkey, goal, AtLeast: atLeast));
            }

        metrics.Add(new Metric("memory_after_load", "MB", targets.Ours.MemoryMB, targets.Portkey!.MemoryMB, Portkey, null));
        metrics.Add(new Metric("faults", "requests", Faults("ours"), Faults("portkey"), Portkey, null));
        metrics.Add(await targets.BooksAsync());
        return new Report("gateway", Report.ThisMachine, metrics);

        long Faults(string name) => results.Where(r => r.Key.Name == name).Sum(r => r.Value.Sum(v => v.Faults));
    }

    public static async Task<LoadResult> LoadAsync(Target target, int connections, double seconds, string mode)
    {
        var cpu = target.CpuMilliseconds;
        var output = await Processes.RunAsync("dotnet",
            [
                typeof(GatewayBenchmark).Assembly.Location, "gateway-load", target.Address, $"{connections}",
                seconds.ToString(CultureInfo.InvariantCulture), mode, .. target.Headers,
            ]);
        var result = JsonSerializer.Deserialize<LoadResult>(output.Trim().Split('\n')[^1])!;
        return result with { CpuPerRequest = Math.Round((target.CpuMilliseconds - cpu) / result.Requests, 3) };
    }

    public static void Say(string line) => Console.Error.WriteLine(line);

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : otherwise;
}
