using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Gateway;

/// <summary>Attacks and odd clients, byte by byte, without an edge in front: each gets an answer, none an error of ours.</summary>
[Collection<AccessCollection>]
public sealed class OddClientTests(AccessFixture fixture)
{
    private const int SlowClients = 200;
    private const string Status = "/api/v1/status";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private const string WhatsApp = "X-Hub-Signature-256: sha256=0000000000000000000000000000000000000000000000000000000000000000\r\n";
    private const string Telegram = "X-Telegram-Bot-Api-Secret-Token: " + VaultService.Secret + "\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Uri Service => fixture.Vault.Http.BaseAddress!;

    [Theory]
    [InlineData(200, "GET /api/v1/status HTTP/1.0\r\n\r\n")]
    [InlineData(200, "GET http://127.0.0.1/api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")]
    [InlineData(400, "GET http://evil.example/api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")]
    [InlineData(400, "GET /api/v1/status HTTP/1.1\r\nConnection: close\r\n\r\n")]
    [InlineData(400, "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData(421, "GET /signin HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")]
    [InlineData(421, "GET /api/v1/status HTTP/1.1\r\nHost: evil.example.\r\nConnection: close\r\n\r\n")]
    [InlineData(200, "GET /api/v1/status HTTP/1.1\r\nHost: localhost.\r\nConnection: close\r\n\r\n")]
    [InlineData(505, "GET / HTTP/2.0\r\nHost: 127.0.0.1\r\n\r\n")]
    [InlineData(400, "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\0b\r\nConnection: close\r\n\r\n")]
    [InlineData(400, "GET /api/v1/status HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\r\n b\r\nConnection: close\r\n\r\n")]
    [InlineData(400, "CONNECT 10.0.0.1:80 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")]
    public async Task A_request_line_or_host_is_taken_or_refused(int status, string request) =>
        (await StatusAsync(request)).ShouldBe(status, request);

    [Theory]
    [InlineData(200, "GET", "/api/v1/jobs", "")]
    [InlineData(401, "GET", "/api/v1/jobs?access_token={token}", "-")]
    [InlineData(401, "GET", "/api/v1/jobs", "-X-API-Key: {token}\r\n")]
    [InlineData(401, "GET", "/api/v1/jobs", "Authorization: Bearer another\r\n")]
    [InlineData(400, "GET", "/api/v1/jobs", "-Authorization : Bearer {token}\r\n")]
    [InlineData(200, "get", "/api/v1/jobs", "")]
    [InlineData(403, "get", "/api/v1/operator/lines", "")]
    [InlineData(405, "PROPFIND", "/api/v1/jobs", "")]
    [InlineData(405, "BREW", "/mcp", "")]
    [InlineData(405, "POST", "/api/v1/jobs/x", "X-HTTP-Method-Override: DELETE\r\nContent-Length: 0\r\n")]
    [InlineData(405, "OPTIONS", "/api/v1/jobs", "Origin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n")]
    [InlineData(404, "GET", "/assets/..%2f..%2f..%2fetc%2fpasswd", "")]
    [InlineData(404, "GET", "/%2e%2e/%2e%2e/etc/passwd", "")]
    [InlineData(403, "GET", "/objects/%252e%252e%252fetc%252fpasswd", "")]
    [InlineData(404, "GET", "/api/v1/jobs/%c0%af%c0%ae%ed%a0%80", "")]
    [InlineData(404, "GET", "/api/v1/jobs/%zz%f", "")]
    [InlineData(400, "GET", "/api/v1/jobs/%00", "")]
    [InlineData(404, "GET", "/api/v1/video/%20/access?token=x", "")]
    [InlineData(400, "GET", "/api/v1/jobs?cursor=%00", "")]
    [InlineData(400, "GET", "/api/v1/jobs?limit=5&limit=6", "")]
    [InlineData(404, "GET", "/api/v1/jobs/x/events", "Last-Event-ID: 99999999999999999999999\r\n")]
    [InlineData(400, "GET", "/api/v1/jobs", "Accept-Language: \u00ff\r\n")]
    [InlineData(200, "GET", "/api/v1/account", "-Cookie: vault-account=CfDJ8AAAA; vault-account=chunks-999999999; vault-accountC1=x\r\n")]
    [InlineData(200, "GET", "/api/v1/jobs", "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n")]
    public async Task A_path_a_verb_or_a_header_is_taken_or_refused(int status, string verb, string path, string headers)
    {
        var (token, _) = await GuestAsync();
        // A minus sends no token.
        var own = headers.StartsWith('-') ? headers[1..] : $"Authorization: Bearer {token}\r\n{headers}";
        (await StatusAsync($"{verb} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{own}\r\n".Replace("{token}", token)))
            .ShouldBe(status, verb + path + headers);
    }

    [Theory]
    [InlineData(400, "", "{\"text\":NaN}")]
    [InlineData(400, "", "{\"text\":\"a\",\"text\":\"b\"}")]
    [InlineData(400, "", "{\"text\":\"\\ud800\"}")]
    [InlineData(400, "", "{\"text\":\"a\\u0000b\"}")]
    [InlineData(400, "", "{\"text\":\"\u00c0\u00af\"}")]
    [InlineData(400, "", "null")]
    [InlineData(400, "", "")]
    [InlineData(202, "", "\u00ef\u00bb\u00bf{\"text\":\"/help\"}")]
    [InlineData(415, "Content-Type: application/json; charset=utf-7\r\n", "{\"text\":\"/help\"}")]
    [InlineData(415, "Content-Type: application/json; charset=klingon\r\n", "{\"text\":\"/help\"}")]
    [InlineData(415, "Content-Type: application/x-www-form-urlencoded\r\n", "text=a")]
    [InlineData(415, "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", "\u001f\u008b\b")]
    public async Task A_body_is_taken_or_refused(int status, string headers, string body)
    {
        var (token, session) = await GuestAsync();
        var type = headers.Length == 0 ? "Content-Type: application/json\r\n" : headers;
        (await StatusAsync(string.Create(CultureInfo.InvariantCulture,
            $"POST /api/v1/sessions/{session}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n")
            + $"Authorization: Bearer {token}\r\n{type}Content-Length: {body.Length}\r\n\r\n{body}")).ShouldBe(status, headers + body);
    }

    [Theory]
    [InlineData(400, "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData(400, "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData(400, "Content-Length: -1\r\n\r\n{}")]
    [InlineData(400, Chunked + "\r\nzz\r\n")]
    [InlineData(400, Chunked + "\r\n-1\r\nxx")]
    [InlineData(400, Chunked + "\r\nffffffffffffffff\r\n")]
    [InlineData(400, Chunked + "\r\n1\r\nab\r\n")]
    [InlineData(400, Chunked + "\r\n1\n{\n0\n\n")]
    public async Task A_malformed_body_on_a_webhook_is_the_senders_fault_and_fills_no_log(int status, string rest)
    {
        var before = fixture.Lines.Count();
        foreach (var (path, proof) in ((string, string)[])[("/webhook/telegram", Telegram), ("/webhook/whatsapp", WhatsApp)])
        {
            (await StatusAsync($"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{proof}{rest}"))
                .ShouldBe(status, path + rest);
        }

        fixture.Lines.Skip(before).ShouldNotContain(line => line.Contains("fail:") || line.TrimStart().StartsWith("at "));
    }

    [Fact]
    public async Task A_length_beside_chunks_leads_no_second_request_in()
    {
        var answers = await RawClient.SendAsync(Service, $"POST /webhook/telegram HTTP/1.1\r\nHost: 127.0.0.1\r\n{Telegram}"
            + $"Content-Length: 4\r\n{Chunked}\r\n0\r\n\r\nGET {Status} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        answers.Split("HTTP/1.1 ").Length.ShouldBe(2, answers);
    }

    [Fact]
    public async Task Slow_bodies_on_an_unsigned_webhook_end_and_hold_up_nobody()
    {
        var before = fixture.Lines.Count();
        var slow = new List<NetworkStream>();
        for (var i = 0; i < SlowClients; i++)
        {
            var stream = await RawClient.ConnectAsync(Service);
            slow.Add(stream);
            var start = i % 2 == 0 ? "Content-Length: 100000\r\n\r\n{" : $"{Chunked}\r\n1\r\n{{\r\n";
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"POST /webhook/whatsapp HTTP/1.1\r\nHost: 127.0.0.1\r\n{WhatsApp}{start}"), Cancel);
        }

        // Others are served while none of them has ended.
        using var response = await fixture.Vault.Http.GetAsync(Status, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var stream in slow)
        {
            var answer = await RawClient.ReadAsync(stream);
            if (answer.Length > 0) answer.ShouldStartWith("HTTP/1.1 408");
            await stream.DisposeAsync();
        }

        fixture.Lines.Skip(before).ShouldNotContain(line => line.Contains("fail:") || line.TrimStart().StartsWith("at "));
    }

    private async Task<int> StatusAsync(string request)
    {
        var answer = await RawClient.SendAsync(Service, request);
        answer.ShouldStartWith("HTTP/1.1 ");
        return int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    private async Task<(string Token, string Session)> GuestAsync()
    {
        using var response = await fixture.Vault.Http.PostAsync("/api/v1/sessions", null, Cancel);
        var opened = await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return (opened.GetProperty("token").GetString()!, opened.GetProperty("session_id").GetString()!);
    }
}
