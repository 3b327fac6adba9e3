using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes.OpenAi;

namespace ObsidianVault.Benchmarks;

/// <summary>
/// Compares two versions of the prompts for scenes over the same requests: <c>prompts [NEW OLD]</c>, by default 2 and 1. Asks the
/// provider of the settings, or, where there is none, plays recorded answers, which test the comparison rather than the prompts.
/// </summary>
internal static class PromptsBenchmark
{
    /// <summary>Faults that only a look at the finished scene shows: the code itself was valid.</summary>
    private static readonly string[] s_looks = ["layout", "review", "mathematics"];

    public static async Task<Report> RunAsync(string[] args)
    {
        var versions = args.Skip(1).Where(arg => !arg.StartsWith("--", StringComparison.Ordinal)).ToArray();
        var (ours, peer) = versions is [var now, var before] ? (now, before) : ("2", "1");
        var (of, ofPeer) = (await MeasureAsync(ours), await MeasureAsync(peer));
        var metrics = of.Zip(ofPeer, (a, b) => new Metric(a.Name, a.Unit, a.Value, b.Value, $"prompts {peer}", null));
        return new Report("prompts", Report.ThisMachine, [.. metrics]);
    }

    private static async Task<List<(string Name, string Unit, double Value)>> MeasureAsync(string version)
    {
        var isRecorded = !Environment.GetEnvironmentVariables().Keys.Cast<string>().Any(name =>
            name.StartsWith("Ai__", StringComparison.Ordinal)
            && (name.EndsWith("ApiKey", StringComparison.Ordinal) || name.EndsWith("BaseUrl", StringComparison.Ordinal)));
        var model = new RecordedModel();
        await using var ai = await OpenAiStandIn.StartNewAsync();
        ai.Otherwise = model.Answer;
        (string, string)[] settings = [("Ai__Prompts", version), ("Ledger__MonthlyBudget", "1000")];
        if (isRecorded)
            settings = [.. settings, ("Ai__BaseUrl", ai.BaseUrl + "/v1"), ("Ai__ApiKey", "bench-key"), ("Ai__Vision", "true")];
        using var service = await VaultService.StartAsync(settings);
        var requests = isRecorded
            ? model.Prompts.Where(prompt => !prompt.Contains("cene", StringComparison.Ordinal)).ToArray()
            : await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "requests.txt"));
        Console.Error.WriteLine($"prompts {version}, {requests.Length} requests, {(isRecorded ? "recorded answers" : "the provider")}");
        List<(JsonElement Job, string[] Causes, double Seconds)> runs = [];
        foreach (var request in requests)
        {
            var (seconds, job) = await service.MakeAsync(request);
            var causes = service.RepairsOf(job.GetProperty("job_id").GetString()!);
            Console.Error.WriteLine($"{job.GetProperty("status").GetString()}, {seconds:0.0} s, [{string.Join(", ", causes)}]: {request}");
            runs.Add((job, causes, seconds));
        }

        var usage = await service.Http.GetFromJsonAsync<JsonElement>("/api/v1/usage?by=request&limit=500");
        var calls = usage.GetProperty("entries").EnumerateArray().Where(entry => entry.TryGetProperty("provider", out _)).ToArray();
        var median = runs.Select(run => run.Seconds).Order().ElementAt(runs.Count / 2);
        return
        [
            ("ready", "of the requests", Share(runs.Count(run => run.Job.GetProperty("status").GetString() == "ready"))),
            ("valid at first try", "of the requests", Share(runs.Count(run => run.Causes.All(s_looks.Contains)))),
            ("repairs", "per request", Share(runs.Sum(run => run.Causes.Length))),
            ("false claims", "per request", Share(runs.Sum(run => run.Causes.Count(cause => cause == "mathematics") + Failed(run.Job)))),
            ("geometry faults", "per request", Share(runs.Sum(run => run.Causes.Count(cause => cause == "layout") + Advice(run.Job)))),
            ("defects seen", "per request", Share(runs.Sum(run => run.Causes.Count(cause => cause == "review")))),
            ("calls", "per request", Share(calls.Length)),
            ("tokens", "per request", Share(calls.Sum(Tokens))),
            ("cost", "USD per request", Share((double)calls.Sum(call => call.GetProperty("amount").GetDecimal()))),
            ("time to the video, median", "s", Math.Round(median, 1)),
        ];

        double Share(double sum) => Math.Round(sum / runs.Count, 6);
    }

    private static double Failed(JsonElement job) =>
        job.TryGetProperty("mathematics", out var checks) && checks.ValueKind == JsonValueKind.Object
            ? checks.GetProperty("failed").GetArrayLength()
            : 0;

    private static double Advice(JsonElement job) =>
        job.TryGetProperty("advice", out var advice) && advice.ValueKind == JsonValueKind.Array ? advice.GetArrayLength() : 0;

    private static double Tokens(JsonElement call) =>
        !call.TryGetProperty("tokens", out var tokens) || tokens.ValueKind != JsonValueKind.Object ? 0
            : tokens.EnumerateObject().Where(count => count.Name is "input" or "output").Sum(count => count.Value.GetDouble());
}
