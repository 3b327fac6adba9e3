using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using ObsidianVault.Api.Gateway.Authentication;

namespace ObsidianVault.Unit.Gateway;

/// <summary>What applies to every request: authentication, limits and the format of errors.</summary>
public sealed class GatewayTests : IAsyncLifetime
{
    private ApiHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await ApiHost.StartAsync(("Gateway:BodyTime", "00:00:01"));

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Bearer ovs_aaaaaaaaaaaaaaaaaaaaaaaaaa_cccccccccccccccccccccccccc", 401)]
    [InlineData("Bearer ovs_aaaaaaaaaaaaaaaaaaaaaaaaaa", 401)]
    [InlineData("Bearer ovs_a/../a_b", 401)]
    [InlineData("Basic b3ZzOmE=", 401)]
    [InlineData("Bearer " + ApiHost.OperatorKey, 403)]
    [InlineData("bearer ovs_aaaaaaaaaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbb", 200)]
    public async Task A_session_is_known_by_its_token_only(string? authorization, int status)
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/v1/jobs", authorization);
        ((int)response.StatusCode).ShouldBe(status);
        if (status == 200) return;
        var problem = await ProblemAsync(response);
        problem.GetProperty("code").GetString().ShouldBe(status == 401 ? "unauthorized" : "forbidden");
        response.Headers.WwwAuthenticate.ToString().ShouldBe(status == 401 ? "Bearer" : "");
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("Bearer unit-operator-key-0123456788", 401)]
    [InlineData("Bearer ovs_aaaaaaaaaaaaaaaaaaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbb", 403)]
    [InlineData("Bearer " + ApiHost.OperatorKey, 204)]
    public async Task The_operator_is_known_by_the_key_only(string? authorization, int status)
    {
        using var response = await SendAsync(HttpMethod.Put, "/api/v1/operator/budgets/x", authorization, """{"daily":0.004}""");
        ((int)response.StatusCode).ShouldBe(status);
        _host.Cluster.Budget?.Daily.ShouldBe(0.004m);
    }

    [Fact]
    public async Task Without_a_key_in_the_settings_the_operators_addresses_are_not_there()
    {
        await using var host = await ApiHost.StartAsync(("Operator:Key", ""));
        using var response = await host.Http.GetAsync("/api/v1/operator/lines", Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ProblemAsync(response)).GetProperty("detail").GetString()!.ShouldContain("Operator:Key");
    }

    [Fact]
    public async Task A_valid_token_is_remembered_and_a_wrong_one_asked_each_time()
    {
        for (var i = 0; i < 3; i++) (await _host.Http.GetAsync("/api/v1/jobs", Cancel)).Dispose();
        _host.Cluster.Authentications.ShouldBe(1);
        var wrong = $"Bearer {new SessionToken(ClusterDouble.SessionId, new string('c', 26))}";
        for (var i = 0; i < 2; i++) (await SendAsync(HttpMethod.Get, "/api/v1/jobs", wrong)).Dispose();
        _host.Cluster.Authentications.ShouldBe(3);
        (await _host.Http.GetAsync("/api/v1/jobs", Cancel)).Dispose();
        _host.Cluster.Authentications.ShouldBe(3);
    }

    [Fact]
    public async Task A_cluster_that_is_away_is_503_in_both_shapes()
    {
        _host.Cluster.Away = new TimeoutException("No silo.");
        using var api = await _host.Http.GetAsync("/api/v1/jobs", Cancel);
        api.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        api.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await ProblemAsync(api)).GetProperty("code").GetString().ShouldBe("busy");

        using var openAi = await _host.Http.GetAsync("/v1/models", Cancel);
        openAi.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        openAi.Headers.GetValues("x-should-retry").ShouldBe(["true"]);
        (await OpenAiErrorAsync(openAi)).GetProperty("code").GetString().ShouldBe("busy");
    }

    [Theory]
    [InlineData("POST", "/api/v1/jobs", "application/x-www-form-urlencoded", "prompt=Explain", 415, "unsupported_media_type")]
    [InlineData("POST", "/api/v1/jobs", "text/plain", "{}", 415, "unsupported_media_type")]
    [InlineData("POST", "/api/v1/jobs", "application/json; charset=klingon", "{}", 415, "unsupported_media_type")]
    [InlineData("POST", "/api/v1/jobs", "application/json", "{", 400, "malformed_json")]
    [InlineData("POST", "/api/v1/jobs", "application/json", "{\"prompt\": 5}", 400, "invalid_request")]
    [InlineData("POST", "/api/v1/jobs", "application/json", "", 400, "malformed_json")]
    [InlineData("POST", "/api/v1/code/validate", "application/json", "{\"code\": [], \"quality\": 1}", 400, "invalid_request")]
    [InlineData("POST", "/api/v1/visualizer/generate", "application/json", "{\"kind\":\"plot\",\"x_min\":1e999}", 400, "invalid_request")]
    [InlineData("POST", "/api/v1/ai/chat", "application/json", "{\"messages\":{}}", 400, "invalid_request")]
    [InlineData("GET", "/api/v1/nowhere", null, null, 404, "not_found")]
    [InlineData("PATCH", "/api/v1/jobs", null, null, 405, "method_not_allowed")]
    [InlineData("GET", "/api/v1/jobs?limit=many", null, null, 400, "invalid_request")]
    [InlineData("GET", "/api/v1/jobs?limit=99999999999999", null, null, 400, "invalid_request")]
    [InlineData("GET", "/api/v1/jobs?limit=0", null, null, 400, "invalid_request")]
    [InlineData("GET", "/api/v1/jobs?cursor=nobody", null, null, 400, "invalid_request")]
    [InlineData("GET", "/api/v1/usage?by=request&limit=x", null, null, 400, "invalid_request")]
    [InlineData("GET", "/api/v1/jobs/nobody", null, null, 404, "not_found")]
    [InlineData("GET", "/api/v1/jobs/nobody/events", null, null, 404, "not_found")]
    public async Task Every_error_is_a_problem_with_a_code_and_the_request_id(string method, string path, string? contentType,
        string? body, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null
            : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (contentType is not null) request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        // As a browser's EventSource asks.
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await _host.Http.SendAsync(request, Cancel);
        ((int)response.StatusCode).ShouldBe(status);
        var problem = await ProblemAsync(response);
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("status").GetInt32().ShouldBe(status);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        problem.GetProperty("request_id").GetString().ShouldBe(response.Headers.GetValues("X-Request-Id").Single());
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_names_the_parameter()
    {
        using var response = await _host.Http.GetAsync("/api/v1/jobs?limit=many", Cancel);
        (await ProblemAsync(response)).GetProperty("errors").GetProperty("limit")[0].GetString().ShouldBe(
            "Must be a whole number, and is \"many\".");
        using var missing = await SendAsync(HttpMethod.Get, "/api/v1/operator/conversations?channel=telegram&account=main", "Bearer "
            + ApiHost.OperatorKey);
        (await ProblemAsync(missing)).GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("external_id");
    }

    [Theory]
    [InlineData("POST", "/v1/chat/completions", "{", 400, "invalid_json")]
    [InlineData("POST", "/v1/chat/completions", "{\"model\":5}", 400, "invalid_type")]
    [InlineData("POST", "/v1/embeddings", "[]", 400, "invalid_type")]
    [InlineData("POST", "/v1/audio/speech", "{}", 404, "unknown_url")]
    [InlineData("GET", "/v1/chat/completions", null, 405, "method_not_allowed")]
    [InlineData("GET", "/v1/models/gpt-99", null, 404, "model_not_found")]
    [InlineData("GET", "/v1/models/openai%2Fgpt-99", null, 404, "model_not_found")]
    [InlineData("GET", "/v1/chat/completions/x/events?after=y", null, 400, "invalid_value")]
    public async Task Under_v1_every_error_has_OpenAIs_shape(string method, string path, string? body, int status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null
            : new StringContent(body) };
        using var response = await _host.Http.SendAsync(request, Cancel);
        ((int)response.StatusCode).ShouldBe(status);
        var error = await OpenAiErrorAsync(response);
        error.GetProperty("code").GetString().ShouldBe(code);
        error.GetProperty("type").GetString().ShouldBe("invalid_request_error");
        error.TryGetProperty("param", out _).ShouldBeTrue();
        response.Headers.GetValues("x-should-retry").ShouldBe(["false"]);
        response.Headers.GetValues("x-request-id").Single().ShouldStartWith("req_");
    }

    [Theory]
    [InlineData("Bearer " + ApiHost.OperatorKey)]
    [InlineData("Bearer sk-proj-0123456789")]
    [InlineData(null)]
    public async Task Under_v1_any_wrong_credential_is_an_invalid_api_key(string? authorization)
    {
        using var response = await SendAsync(HttpMethod.Get, "/v1/models", authorization);
        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        (await OpenAiErrorAsync(response)).GetProperty("code").GetString().ShouldBe("invalid_api_key");
    }

    [Theory]
    [InlineData("/api/v1/jobs", 4 * 1024 * 1024)]
    [InlineData("/webhook/telegram", 1024 * 1024)]
    public async Task A_body_that_is_too_large_is_413_with_and_without_a_length(string path, int limit)
    {
        foreach (var chunked in new[] { false, true })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(new byte[limit + 1]) };
            request.Content.Headers.ContentType = new("application/json");
            request.Headers.TryAddWithoutValidation("X-Telegram-Bot-Api-Secret-Token", "telegram-secret");
            request.Headers.TransferEncodingChunked = chunked;
            using var response = await _host.Http.SendAsync(request, Cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
            (await ProblemAsync(response)).GetProperty("code").GetString().ShouldBe("payload_too_large");
        }
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_is_408()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_host.Http.BaseAddress!.Host, _host.Http.BaseAddress.Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/jobs HTTP/1.1\r\nHost: a\r\nAuthorization: "
                + $"{_host.Http.DefaultRequestHeaders.Authorization}\r\nContent-Type: application/json\r\nContent-Length: "
                + $"100\r\n\r\n{{\"pro"), Cancel);
        using var reader = new StreamReader(stream);
        (await reader.ReadLineAsync(Cancel)).ShouldBe("HTTP/1.1 408 Request Timeout");
    }

    [Fact]
    public async Task Another_character_set_is_read_as_it_says()
    {
        using var content = new ByteArrayContent(Encoding.Unicode.GetBytes("""{"prompt":"Erkläre die Ableitung"}"""));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json; charset=utf-16");
        using var response = await _host.Http.PostAsync("/api/v1/jobs", content, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        _host.Cluster.Submitted.Single().Request.Prompt.ShouldBe("Erkläre die Ableitung");
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("one", true)]
    [InlineData("tab\tkey", false)]
    public async Task An_idempotency_key_is_checked_for_every_write(string key, bool isGood)
    {
        foreach (var (path, body) in new[] { ("/api/v1/jobs", """{"prompt":"x"}"""), ("/api/v1/code", """{"code":"x"}""") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
            using var response = await _host.Http.SendAsync(request, Cancel);
            response.StatusCode.ShouldBe(isGood ? HttpStatusCode.Accepted : HttpStatusCode.BadRequest);
            if (!isGood) (await ProblemAsync(response)).GetProperty("errors").EnumerateObject().Single().Name.ShouldBe("Idempotency-Key");
        }

        _host.Cluster.Submitted.Select(s => s.Key).ShouldBe(isGood ? [key, key] : []);
    }

    [Fact]
    public async Task An_idempotency_key_of_201_letters_is_refused_also_under_v1()
    {
        foreach (var path in new[] { "/api/v1/jobs", "/v1/chat/completions" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post,
                path) { Content = JsonContent.Create(new { prompt = "x", model = "chat" }) };
            request.Headers.Add("Idempotency-Key", new string('k', 201));
            using var response = await _host.Http.SendAsync(request, Cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Readiness_asks_any_silo_and_says_what_is_missing()
    {
        using var ready = await _host.Http.GetAsync("/health/ready", Cancel);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ready.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("status").GetString().ShouldBe("ready");
        _host.Cluster.Away = new TimeoutException("No silo.");
        using var away = await _host.Http.GetAsync("/health/ready", Cancel);
        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ProblemAsync(away)).GetProperty("detail").GetString().ShouldBe("No silo of the cluster answers.");
        using var live = await _host.Http.GetAsync("/health/live", Cancel);
        live.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? authorization, string? json = null)
    {
        using var http = new HttpClient { BaseAddress = _host.Http.BaseAddress };
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null
            : new StringContent(json, Encoding.UTF8, "application/json") };
        if (authorization is not null) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return await http.SendAsync(request, Cancel);
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<JsonElement> OpenAiErrorAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/json");
        return (await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");
    }
}
