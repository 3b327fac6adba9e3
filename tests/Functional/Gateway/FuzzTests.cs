using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Gateway;

/// <summary>
/// Requests of every kind to every address of our own description: none is answered with a fault of ours, every refusal says what is
/// wrong, and memory stays bounded. <c>VAULT_FUZZ</c> is how many requests are sent, and <c>VAULT_FUZZ_SEED</c> chooses others.
/// </summary>
public sealed class FuzzTests
{
    private const int Few = 1_200;
    private const int AtOnce = 8;
    private const int MaxAnswer = 64 * 1024;
    private const long MaxGrowth = 400L * 1024 * 1024;
    private const string OperatorKey = "an-operators-key-for-fuzzing-0123456789";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<string> _lines = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_request_of_any_kind_is_answered_with_a_fault_of_ours()
    {
        var count = Number("VAULT_FUZZ", Few);
        await using var vault = await VaultService.StartNewAsync(VaultService.Embedded, (_, line) => _lines.Enqueue(line),
            new Dictionary<string, string>
            {
                ["Operator__Key"] = OperatorKey,
                ["Limits__Credentials__PerMinute"] = "0",
                ["Limits__Credentials__PerHour"] = "0",
                // Scenes are not what is tested: nobody can pay for one.
                ["Ledger__DailyBudget"] = "0.000001",
                ["Ledger__MonthlyBudget"] = "0.000001",
            });
        var description = (await vault.Http.GetFromJsonAsync<JsonNode>("/openapi/v1.json", Cancel))!;
        var fuzzer = new RequestFuzzer(description, Number("VAULT_FUZZ_SEED", 1));
        fuzzer.Operations.ShouldBeGreaterThan(70);
        var credentials = new List<string> { OperatorKey };
        for (var i = 0; i < 3; i++) credentials.Add(await TokenAsync(vault));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = vault.Http.BaseAddress, Timeout = s_patience,
        };

        var (faults, before, sent) = (new ConcurrentBag<string>(), 0L, 0);
        while (sent < count && faults.Count < 20)
        {
            // Made one after another and sent together. The memory counts once everything has been used a little.
            var some = Enumerable.Range(sent, Math.Min(AtOnce, count - sent)).Select(n => fuzzer.Next(n, credentials)).ToList();
            foreach (var answer in await Task.WhenAll(some.Select(request => SendAsync(http, request, faults)))) fuzzer.Learn(answer);
            sent += some.Count;
            // Some requests erase what their caller has, and the caller with it.
            if (sent % 400 < AtOnce) credentials[1 + (sent / 400 % 3)] = await TokenAsync(vault);
            if (before == 0 && sent >= Few / 2) before = vault.MemoryOf("AllInOne");
        }

        faults.ShouldBeEmpty();
        _lines.ShouldNotContain(line => line.Contains("An unhandled exception", StringComparison.Ordinal));
        (vault.MemoryOf("AllInOne") - before).ShouldBeLessThan(MaxGrowth);
    }

    private static async Task<string> SendAsync(HttpClient http, HttpRequestMessage request, ConcurrentBag<string> faults)
    {
        var body = request.Content is { } content ? Encoding.Latin1.GetString(await content.ReadAsByteArrayAsync(Cancel)) : "";
        var what = $"{request.Method} {request.RequestUri} {body}";
        using (request)
        {
            try
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
                var status = (int)response.StatusCode;
                // Streams of events do not end by themselves.
                if (status < 400 && response.Content.Headers.ContentType?.MediaType == "text/event-stream") return "";
                var text = await ReadAsync(response);
                var isOurs = status >= 500 && !(response.StatusCode == HttpStatusCode.ServiceUnavailable
                    && response.Headers.RetryAfter is not null);
                if (isOurs || (status >= 400 && request.Method != HttpMethod.Head && !IsClear(text, status)))
                    faults.Add($"{status} {Shortened(what)} -> {Shortened(text)}");
                return text;
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
            {
                Cancel.ThrowIfCancellationRequested();
                faults.Add($"{Shortened(what)} -> {exception.Message}");
                return "";
            }
        }
    }

    /// <summary>Whether the answer says what is wrong, in problem details or in OpenAI's words. The server itself says nothing.</summary>
    private static bool IsClear(string text, int status)
    {
        if (text.Length == 0) return status is 400 or 414 or 431;
        // For a person with a browser.
        if (text.StartsWith("The page is not built.", StringComparison.Ordinal)) return true;
        try
        {
            using var json = JsonDocument.Parse(text);
            var problem = json.RootElement;
            if (problem.TryGetProperty("error", out var error))
                return error.ValueKind != JsonValueKind.Object || error.GetProperty("message").GetString()!.Length > 10;
            return problem.GetProperty("status").GetInt32() == status && problem.GetProperty("code").GetString() is { Length: > 2 }
                && problem.GetProperty("detail").GetString() is { Length: > 10 }
                && problem.GetProperty("request_id").GetString() is { Length: > 10 };
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync(Cancel);
        var buffer = new byte[MaxAnswer];
        var read = await body.ReadAtLeastAsync(buffer, MaxAnswer, throwOnEndOfStream: false, Cancel);
        return Encoding.UTF8.GetString(buffer, 0, read);
    }

    private static async Task<string> TokenAsync(VaultService vault)
    {
        using var response = await vault.Http.PostAsync("/api/v1/sessions", null, Cancel);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("token").GetString()!;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number : otherwise;

    private static string Shortened(string text) => text.Length <= 400 ? text : text[..400] + "…";
}
