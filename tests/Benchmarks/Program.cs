using System.Text.Json;
using ObsidianVault.Benchmarks;
using ObsidianVault.Benchmarks.Gateway;
using ObsidianVault.Benchmarks.Retrieval;
using ObsidianVault.Benchmarks.Webhooks;

// Load generators, and a peer, run in processes of their own.
if (args is ["gateway-load", .. var load]) return await GatewayLoad.MainAsync(load);
if (args is ["webhook-load", .. var webhooks]) return await WebhookLoad.MainAsync(webhooks);
if (args is ["webhook-stock", .. var stock]) return await StockService.MainAsync(stock);

// One benchmark with its baseline, in one run on the same work: ./vault bench NAME [--json]
var benchmarks = new Dictionary<string, Func<Task<Report>>>
{
    ["render"] = RenderBenchmark.RunAsync,
    ["gateway"] = () => GatewayBenchmark.RunAsync(args),
    ["webhook"] = WebhookBenchmark.RunAsync,
    ["prompts"] = () => PromptsBenchmark.RunAsync(args),
    ["neighbour"] = NeighbourBenchmark.RunAsync,
    ["retrieval"] = () => RetrievalBenchmark.RunAsync(args),
};
if (args is not [var name, ..] || !benchmarks.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Choose a benchmark: {string.Join(", ", benchmarks.Keys)}.");
    return 2;
}

var report = await run();
if (!args.Contains("--json"))
    foreach (var m in report.Metrics)
    {
        var verdict = m.Goal is null ? "none" : m.Met ? "met" : "missed";
        Console.WriteLine(
            $"{m.Name}: {m.Ours:0.00} {m.Unit} against {m.Peer:0.00} {m.Unit} ({m.PeerName}), "
            + $"ratio {m.Ratio:0.00}, goal {m.Goal:0.00}: {verdict}");
    }

Console.WriteLine(JsonSerializer.Serialize(report, Report.Json));
return 0;
