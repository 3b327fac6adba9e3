using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.OpenAi;
using ObsidianVault.Fakes.WhatsApp;

namespace ObsidianVault.Benchmarks.Webhooks;

/// <summary>
/// 1,000 people write at once while every call to the model takes 10 seconds: how long until Meta gets its 200? Compared with
/// an endpoint that verifies the same signatures and stores nothing. Then the same people write again.
/// </summary>
internal static class WebhookBenchmark
{
    private const int People = 1_000;
    private const int WarmRounds = 3;
    private const string AppSecret = "bench-app-secret";
    private const string Number = "111";

    public static async Task<Report> RunAsync()
    {
        await using var graph = await GraphStandIn.StartNewAsync();
        await using var ai = await OpenAiStandIn.StartNewAsync();
        await using var bare = await BareEndpoint.StartAsync(AppSecret);
        using var service = await VaultService.StartAsync(
            ("WhatsApp__GraphBaseUrl", graph.BaseUrl),
            ("WhatsApp__AccessToken", "bench-token"),
            ("WhatsApp__AppSecret", AppSecret),
            ("WhatsApp__VerifyToken", "bench-verify"),
            ("WhatsApp__PhoneNumberIds__0", Number),
            ("Ai__BaseUrl", ai.BaseUrl + "/v1"),
            ("Ai__ApiKey", "bench-key"),
            ("Ai__Model", "gpt-4o-mini"),
            ("Ledger__MonthlyBudget", "1000"));
        var address = service.Http.BaseAddress!;

        // Warm up both sides with messages from other people.
        for (var round = 1; round <= WarmRounds; round++)
        {
            await PostAsync(bare.Address, People, round * People, "warm");
            await PostAsync(address, People, round * People, "warm");
            await UntilQuietAsync(service);
        }

        ai.FailAlways(new Fault.Delay(TimeSpan.FromSeconds(10)));
        var (bareNew, bareAgain) = (await PostAsync(bare.Address, People, 0, "first"), await PostAsync(bare.Address, People, 0, "second"));
        var processor = service.ProcessorTime;
        var first = await PostAsync(address, People, 0, "first");
        Console.Error.WriteLine($"first messages: {service.ProcessorTime - processor} of CPU time");
        await UntilQuietAsync(service);
        processor = service.ProcessorTime;
        var second = await PostAsync(address, People, 0, "second");
        Console.Error.WriteLine($"second messages: {service.ProcessorTime - processor} of CPU time");

        return new Report("webhook", Report.ThisMachine,
        [
            new Metric(
                "acknowledgement, 1,000 new conversations at once, median", "ms", first.Median, bareNew.Median, BareEndpoint.Name, null),
            new Metric("acknowledgement, 1,000 new conversations at once, p99", "ms", first.P99, bareNew.P99, BareEndpoint.Name, null),
            new Metric("acknowledgement, 1,000 known conversations at once, p99", "ms", second.P99, bareAgain.P99, BareEndpoint.Name, null),
        ]);
    }

    private static async Task<(double Median, double P99)> PostAsync(Uri address, int people, int from, string what)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 })
        {
            BaseAddress = address,
            Timeout = TimeSpan.FromMinutes(2),
        };
        var bodies = Enumerable.Range(from, people).Select(n => Body($"49150{n:0000000}", $"wamid.{what}.{n}")).ToArray();
        var times = await Task.WhenAll(bodies.Select(async body =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/whatsapp") { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new("application/json");
            var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(AppSecret), body);
            request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(digest));
            var watch = Stopwatch.StartNew();
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return watch.Elapsed.TotalMilliseconds;
        }));
        Array.Sort(times);
        return (Math.Round(times[people / 2], 1), Math.Round(times[people * 99 / 100], 1));
    }

    /// <summary>Waits until the service is idle: less than 50 ms of CPU time in half a second.</summary>
    private static async Task UntilQuietAsync(VaultService service)
    {
        for (var before = service.ProcessorTime; ; before = service.ProcessorTime)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), TimeProvider.System, CancellationToken.None);
            if (service.ProcessorTime - before < TimeSpan.FromMilliseconds(50)) return;
        }
    }

    private static byte[] Body(string person, string id) => Encoding.UTF8.GetBytes(
        $$$"""
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{"messaging_product":"whatsapp",
        "metadata":{"display_phone_number":"15550001111","phone_number_id":"{{{Number}}}"},
        "contacts":[{"profile":{"name":"A"},"wa_id":"{{{person}}}"}],
        "messages":[{"from":"{{{person}}}","id":"{{{id}}}","timestamp":"{{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}}}",
        "type":"text","text":{"body":"What is a limit?"}}]}}]}]}
        """);
}
