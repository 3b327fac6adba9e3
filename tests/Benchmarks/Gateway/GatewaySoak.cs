using System.Globalization;

namespace ObsidianVault.Benchmarks.Gateway;

/// <summary>Runs our gateway under load for some minutes and checks that its memory does not grow.</summary>
internal static class GatewaySoak
{
    private const int Samples = 20;

    public static async Task<Report> RunAsync(TimeSpan duration)
    {
        await using var targets = await GatewayTargets.StartAsync(withPortkey: false);
        foreach (var mode in new[] { "whole", "stream" }) await GatewayBenchmark.LoadAsync(targets.Ours, 16, 10, mode);
        var memory = new List<double>();
        long faults = 0, requests = 0;
        for (var sample = 0; sample < Samples; sample++)
        {
            var mode = sample % 2 == 0 ? "whole" : "stream";
            var result = await GatewayBenchmark.LoadAsync(targets.Ours, 16, duration.TotalSeconds / Samples, mode);
            (faults, requests) = (faults + result.Faults, requests + result.Requests);
            memory.Add(targets.Ours.MemoryMB);
            GatewayBenchmark.Say(string.Create(CultureInfo.InvariantCulture, $"{sample + 1}/{Samples}: {memory[^1]:0} MB, {result}"));
        }

        var quarter = Samples / 4;
        var (early, late) = (memory.Take(quarter).Average(), memory.TakeLast(quarter).Average());
        return new Report("gateway-soak", Report.ThisMachine,
        [
            new Metric("memory_last_quarter", "MB", Math.Round(late, 1), Math.Round(early, 1), "the first quarter", 1.1),
            new Metric("requests", "", requests, 0, "", null),
            new Metric("faults", "requests", faults, requests, "requests", 0),
            await targets.BooksAsync(),
        ]);
    }
}
