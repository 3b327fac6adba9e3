using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.AI;
using OpenAI;

namespace ObsidianVault.Benchmarks.Gateway;

/// <summary>
/// The baseline: the failover client of Microsoft.Extensions.AI in the load generator's process, without any gateway and so
/// without authentication, billing or cache.
/// </summary>
internal static class InProcessLoad
{
    public static async Task<LoadResult> RunAsync(Uri upstream, int connections, TimeSpan duration, bool stream)
    {
#pragma warning disable MEAI001 // An experimental client, which is only measured.
        using var client = new OrderedFailoverChatClient([Client(upstream), Client(upstream)]);
#pragma warning restore MEAI001
        // This process has just started, while the others are warm.
        await MeasureAsync(client, connections, 2 * duration, stream);
        return await MeasureAsync(client, connections, duration, stream);
    }

    private static async Task<LoadResult> MeasureAsync(IChatClient client, int connections, TimeSpan duration, bool stream)
    {
        var (run, last) = (Guid.NewGuid().ToString("N"), 0L);
        var times = new ConcurrentBag<List<(long Whole, long First)>>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            var own = new List<(long, long)>();
            while (watch.Elapsed < duration)
            {
                var start = Stopwatch.GetTimestamp();
                var prompt = GatewayLoad.Prompt(run, Interlocked.Increment(ref last));
                var first = 0L;
                if (stream)
                {
                    await foreach (var update in client.GetStreamingResponseAsync(prompt))
                        if (first == 0) first = Stopwatch.GetTimestamp();
                }
                else
                {
                    await client.GetResponseAsync(prompt);
                    first = Stopwatch.GetTimestamp();
                }

                own.Add((Stopwatch.GetTimestamp() - start, first - start));
            }

            times.Add(own);
        })));
        var all = times.SelectMany(t => t).ToList();
        var (whole, firsts) = (all.Select(t => t.Whole).Order().ToArray(), all.Select(t => t.First).Order().ToArray());
        return new LoadResult(
            all.Count / watch.Elapsed.TotalSeconds,
            GatewayLoad.At(whole, 0.5),
            GatewayLoad.At(whole, 0.99),
            GatewayLoad.At(firsts, 0.5),
            all.Count,
            0);
    }

    private static IChatClient Client(Uri upstream) => new OpenAIClient(
        new ApiKeyCredential("none"),
        new OpenAIClientOptions { Endpoint = new Uri(upstream, "/v1"), RetryPolicy = new ClientRetryPolicy(0) })
        .GetChatClient("gpt-4o-mini").AsIChatClient();
}
