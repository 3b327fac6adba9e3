using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Unit.Gateway;

/// <summary>What never gets in, and what no answer lacks.</summary>
public sealed class HygieneTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_has_the_security_headers_errors_too()
    {
        await using var host = await ApiHost.StartAsync();
        string[] addresses = ["/api/v1/jobs", "/nowhere", "/health/live", "/v1/nowhere", "/api/v1/jobs?limit=x", "/openapi/v1.json"];
        foreach (var address in addresses)
        {
            using var response = await host.Http.GetAsync(address, Cancel);
            One(response, "X-Content-Type-Options").ShouldBe("nosniff", address);
            One(response, "Referrer-Policy").ShouldBe("no-referrer", address);
            One(response, "X-Frame-Options").ShouldBe("DENY", address);
            One(response, "Content-Security-Policy").ShouldContain("frame-ancestors 'none'", Case.Sensitive, address);
        }
    }

    [Theory]
    [InlineData("evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    [InlineData("vault.example", 200)]
    [InlineData("VAULT.example", 200)]
    [InlineData("other.example", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:99", 200)]
    [InlineData("api:8080", 200)]
    [InlineData("box.local", 200)]
    public async Task A_name_that_is_not_ours_gets_nothing(string name, int status)
    {
        await using var host = await ApiHost.StartAsync(
            ("Sessions:PublicUrl", "https://vault.example"), ("Gateway:Hosts:0", "other.example"));
        host.Http.DefaultRequestHeaders.Host = name;
        using var response = await host.Http.GetAsync("/api/v1/jobs", Cancel);
        ((int)response.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Pages_of_listed_origins_may_read_answers_and_others_may_not()
    {
        await using var host = await ApiHost.StartAsync(("Gateway:Origins:0", "https://app.example"));
        foreach (var (origin, isListed) in new[] { ("https://app.example", true), ("https://evil.example", false), ("null", false) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/jobs");
            request.Headers.Add("Origin", origin);
            request.Headers.Add("Access-Control-Request-Method", "POST");
            request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
            using var response = await host.Http.SendAsync(request, Cancel);
            response.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(isListed, origin);
            response.Headers.Contains("Access-Control-Allow-Credentials").ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("Gateway:Origins:0", "*")]
    [InlineData("Gateway:Origins:0", "https://app.example/path")]
    [InlineData("Gateway:Hosts:0", "https://vault.example")]
    [InlineData("Operator:Key", "aaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("Operator:Key", "abcabcabcabcabcabcabcabcabc")]
    [InlineData("Operator:Key", "short")]
    [InlineData("WhatsApp:AppSecret", "x")]
    [InlineData("WhatsApp:AppSecret", "0000000000000000000000000000000000")]
    [InlineData("WhatsApp:VerifyToken", "x")]
    [InlineData("Telegram:Bots:0:WebhookSecret", "aaaaaaaaaaaa")]
    public async Task Settings_that_would_be_no_protection_are_refused_at_the_start_without_their_value(string setting, string value)
    {
        var error = await Should.ThrowAsync<OptionsValidationException>(() => ApiHost.StartAsync((setting, value)));
        var fault = error.Failures.ShouldHaveSingleItem();
        fault.ShouldContain(setting.Split(":0")[0]);
        if (setting.Contains("Secret") || setting.Contains("Key")) fault.ShouldNotContain(value.Length > 1 ? value : "\"x\"");
    }

    [Fact]
    public async Task Metrics_are_for_this_machine_and_the_operator()
    {
        await using var local = await ApiHost.StartAsync();
        (await StatusAsync(local, "/metrics", null)).ShouldBe(200);
        local.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        (await StatusAsync(local, "/metrics", null)).ShouldBe(404);
        (await StatusAsync(local, "/metrics", ApiHost.OperatorKey)).ShouldBe(200);

        await using var published = await ApiHost.StartAsync(("Sessions:PublicUrl", "https://vault.example"));
        foreach (var address in (string[])["/metrics", "/metrics/", "//metrics", "/METRICS", "/./metrics", "/%6Detrics"])
            (await StatusAsync(published, address, null)).ShouldBe(404, address);
        (await StatusAsync(published, "/metrics", ApiHost.OperatorKey)).ShouldBe(200);
    }

    [Fact]
    public async Task With_an_internal_port_metrics_and_operators_are_there_alone()
    {
        var port = FreePort.Next();
        await using var host = await ApiHost.StartAsync(("Gateway:InternalPort", $"{port}"));
        var inner = new Uri($"http://127.0.0.1:{port}");
        foreach (var address in (string[])["/metrics", "/api/v1/operator/nowhere"])
        {
            (await StatusAsync(host, address, ApiHost.OperatorKey)).ShouldBe(404, address);
            using var response = await host.Http.GetAsync(new Uri(inner, address), Cancel);
            ((int)response.StatusCode).ShouldBe(address == "/metrics" ? 200 : 404);
        }

        using var budget = new HttpRequestMessage(HttpMethod.Put, "/api/v1/operator/budgets/x");
        budget.Headers.Authorization = ApiHost.Bearer(ApiHost.OperatorKey);
        budget.Content = new StringContent("""{"daily":1}""", Encoding.UTF8, "application/json");
        using var refused = await host.Http.SendAsync(budget, Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        host.Cluster.Budget.ShouldBeNull();
    }

    /// <summary>Bodies whose framing is broken, on every address that reads one before it knows who sent it.</summary>
    [Theory]
    [InlineData("/webhook/whatsapp", "X-Hub-Signature-256: sha256=00")]
    [InlineData("/webhook/telegram", "X-Telegram-Bot-Api-Secret-Token: telegram-secret")]
    [InlineData("/api/v1/sessions", "X-Nothing: at all")]
    public async Task A_body_with_broken_chunks_is_a_fault_of_its_sender_and_no_page_of_log(string address, string header)
    {
        await using var host = await ApiHost.StartAsync();
        var before = host.Log.All;
        foreach (var body in (string[])["ZZ\r\nhello\r\n", "5\r\nhelloXX", "-1\r\n\r\n", "FFFFFFFFFFFFFFFFF\r\n", "5\r\nhel"])
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, new Uri(host.App.Urls.First()).Port, Cancel);
            var head = $"POST {address} HTTP/1.1\r\nHost: localhost\r\n{header}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
            await socket.SendAsync(Encoding.ASCII.GetBytes(head + body), Cancel);
            await using var stream = new NetworkStream(socket);
            socket.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream);
            var answer = await reader.ReadToEndAsync(Cancel);
            // A client that goes away in the middle of its body gets no answer.
            if (answer.Length > 0) answer.ShouldMatch("^HTTP/1.1 (201|400|401)", $"{address} {body}");
        }

        host.Log.All.ShouldBe(before);
    }

    private static string One(HttpResponseMessage response, string header) => response.Headers.GetValues(header).Single();

    private static async Task<int> StatusAsync(ApiHost host, string address, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.App.Urls.First() + address, new UriCreationOptions
        {
            DangerousDisablePathAndQueryCanonicalization = true,
        }));
        request.Headers.Authorization = key is null ? null : ApiHost.Bearer(key);
        if (key is null) request.Headers.Add("Authorization", "none");
        using var response = await host.Http.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }
}
