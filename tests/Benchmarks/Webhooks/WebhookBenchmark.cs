using System.Globalization;
using System.Text.Json;
using ObsidianVault.Benchmarks.Gateway;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.OpenAi;
using ObsidianVault.Fakes.WhatsApp;

namespace ObsidianVault.Benchmarks.Webhooks;

/// <summary>
/// How many signed webhooks a second are acknowledged, each only when it is durable: the first messages of 20,000 people and their
/// later ones, over 64 connections. In the same run pgbench upserts rows of the same size, and the same path runs with Orleans as it
/// comes. Messages are stored and not answered: the provider is silent.
/// </summary>
internal static class WebhookBenchmark
{
    private const string PgBench = "pgbench, a prepared upsert of 900 bytes";
    private const double HalfLoadP99 = 100;
    private static readonly int s_people = int.Parse(
        Environment.GetEnvironmentVariable("VAULT_BENCH_PEOPLE") ?? "20000", CultureInfo.InvariantCulture);

    public static async Task<Report> RunAsync()
    {
        await using var graph = await GraphStandIn.StartNewAsync();
        await using var ai = await OpenAiStandIn.StartNewAsync();
        ai.FailAlways(new Fault.Delay(TimeSpan.FromMinutes(30)));
        await using var targets = await WebhookTargets.StartAsync(ai.BaseUrl, graph.BaseUrl);
        var all = new Dictionary<string, Uri>
        {
            [WebhookTargets.StockName] = targets.Stock,
            [WebhookTargets.PostgreSqlName] = targets.PostgreSql,
            [WebhookTargets.SqliteName] = targets.Sqlite,
        };

        var results = new Dictionary<(string Name, string Round), WebhookResult>();
        // Other people's messages, until the hot paths are compiled.
        foreach (var (name, address) in all) await RoundAsync(name, address, "warm", 0, s_people / 4, s_people);
        var rows = await targets.RowsPerSecondAsync();
        Say($"pgbench: {rows:0} rows a second");
        foreach (var round in new[] { "first", "later", "again" })
            foreach (var (name, address) in all) await RoundAsync(name, address, round, 0, s_people);
        // At half of what each took, and no more than for twenty seconds.
        foreach (var (name, address) in all)
        {
            var half = results[(name, "again")].PerSecond / 2;
            await RoundAsync(name, address, "half", half, Math.Min(s_people, (int)(half * 20)));
        }

        rows = (rows + await targets.RowsPerSecondAsync()) / 2;
        Say($"pgbench: {rows:0} rows a second in the middle");

        var metrics = new List<Metric>();
        foreach (var name in new[] { WebhookTargets.PostgreSqlName, WebhookTargets.SqliteName })
        {
            var goal = name == WebhookTargets.PostgreSqlName;
            foreach (var round in new[] { "first", "later", "again" })
            {
                var ours = results[(name, round)].PerSecond;
                metrics.Add(new($"{name}_{round}", "1/s", ours, Math.Round(rows), PgBench, goal ? 0.6 : null, AtLeast: true));
                metrics.Add(new(
                    $"{name}_{round}_of_stock", "1/s", ours, results[(WebhookTargets.StockName, round)].PerSecond, StockService.Name,
                    goal ? 4 : null, AtLeast: true));
            }

            metrics.Add(new($"{name}_processor", "ms a webhook", results[(name, "again")].Cpu,
                results[(WebhookTargets.StockName, "again")].Cpu, StockService.Name, null));
            metrics.Add(new($"{name}_half_load_p99", "ms", results[(name, "half")].P99, HalfLoadP99, "the most that is good", 1));
        }

        metrics.Add(new("faults", "requests", results.Where(r => r.Key.Name != WebhookTargets.StockName).Sum(r => r.Value.Faults),
            results.Where(r => r.Key.Name == WebhookTargets.StockName).Sum(r => r.Value.Faults), StockService.Name, null));
        return new Report("webhook", Report.ThisMachine, metrics);

        async Task RoundAsync(string name, Uri address, string round, double rate, int people, int first = 0)
        {
            var before = targets.CpuMilliseconds(name);
            var printed = await Processes.RunAsync("dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "ObsidianVault.Benchmarks.dll"), "webhook-load", address.ToString(), round,
                $"{first}", $"{people}", rate.ToString(CultureInfo.InvariantCulture),
            ]);
            results[(name, round)] = JsonSerializer.Deserialize<WebhookResult>(printed)! with
            {
                Cpu = Math.Round((targets.CpuMilliseconds(name) - before) / people, 3),
            };
            Say($"{name}, {round}: {results[(name, round)]}");
        }
    }

    private static void Say(string text) => Console.Error.WriteLine(text);
}
