using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Api.Gateway.Limits;

namespace ObsidianVault.Unit.Gateway;

/// <summary>How much one caller may do, over HTTP.</summary>
public sealed class LimitTests
{
    private static readonly (string, string)[] s_limited = [("Limits:ThisMachine", "true")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_over_a_limit_is_429_with_the_wait_and_the_fields_of_the_draft()
    {
        await using var host = await ApiHost.StartAsync([.. s_limited, ("Limits:Read:PerMinute", "3"), ("Limits:Read:PerHour", "100")]);
        for (var left = 2; left >= 0; left--)
        {
            using var passed = await host.Http.GetAsync("/api/v1/jobs", Cancel);
            passed.StatusCode.ShouldBe(HttpStatusCode.OK);
            One(passed, "RateLimit-Policy").ShouldBe("\"minute\";q=3;w=60, \"hour\";q=100;w=3600");
            One(passed, "RateLimit").ShouldStartWith($"\"minute\";r={left};t=");
        }

        using var refused = await host.Http.GetAsync("/api/v1/jobs", Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(59, 70);
        One(refused, "RateLimit").ShouldStartWith("\"minute\";r=0;t=");
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        problem.GetProperty("code").GetString().ShouldBe("rate_limited");
        problem.GetProperty("request_id").GetString().ShouldNotBeNullOrEmpty();

        // Another class of routes, and what is never limited.
        (await StatusAsync(host, HttpMethod.Post, "/api/v1/jobs", """{"prompt":"x"}""")).ShouldBe(202);
        (await StatusAsync(host, HttpMethod.Get, "/health/live")).ShouldBe(200);
    }

    [Fact]
    public async Task An_error_tells_what_is_left_too_and_openais_clients_get_their_own_shape()
    {
        await using var host = await ApiHost.StartAsync([.. s_limited, ("Limits:Ai:PerMinute", "1")]);
        using var first = await host.Http.PostAsync("/v1/chat/completions", new StringContent("{"), Cancel);
        first.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        One(first, "RateLimit").ShouldStartWith("\"minute\";r=0;t=");
        using var second = await host.Http.PostAsync("/v1/chat/completions", new StringContent("{"), Cancel);
        second.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        One(second, "x-should-retry").ShouldBe("true");
        second.Headers.RetryAfter.ShouldNotBeNull();
        var error = (await second.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("rate_limit_exceeded");
    }

    [Fact]
    public async Task Of_a_thousand_requests_at_once_exactly_the_limit_passes_and_others_are_unaffected()
    {
        await using var host = await ApiHost.StartAsync(
            [.. s_limited, ("Limits:Read:PerMinute", "60"), ("Limits:Read:AtOnce", "0"), ("Limits:AddressFactor", "2")]);
        var statuses = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => StatusAsync(host, HttpMethod.Get, "/api/v1/jobs")));
        statuses.Count(status => status == 200).ShouldBe(60);
        statuses.Count(status => status == 429).ShouldBe(940);
        // The operator comes from the same address, which has 60 left: what was refused took nothing from it.
        host.Http.DefaultRequestHeaders.Authorization = ApiHost.Bearer(ApiHost.OperatorKey);
        statuses = await Task.WhenAll(Enumerable.Range(0, 61).Select(_ => StatusAsync(host, HttpMethod.Get, "/api/v1/nowhere")));
        statuses.Count(status => status == 404).ShouldBe(60);
        host.Http.DefaultRequestHeaders.Authorization = null;
        (await StatusAsync(host, HttpMethod.Get, "/openapi/v1.json")).ShouldBe(429);
    }

    [Fact]
    public async Task Sessions_are_opened_a_few_at_a_time()
    {
        await using var host = await ApiHost.StartAsync(s_limited);
        var statuses = new List<int>();
        // A token that is sent along does not change whose sessions are counted.
        for (var n = 0; n < 12; n++) statuses.Add(await StatusAsync(host, HttpMethod.Post, "/api/v1/sessions"));
        statuses.ShouldBe([.. Enumerable.Repeat(201, 10), 429, 429]);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("https://vault.example", false)]
    public async Task This_machine_is_limited_where_the_service_is_published(string publicUrl, bool passes)
    {
        await using var host = await ApiHost.StartAsync(("Sessions:PublicUrl", publicUrl), ("Limits:Read:PerMinute", "1"));
        await StatusAsync(host, HttpMethod.Get, "/api/v1/jobs");
        (await StatusAsync(host, HttpMethod.Get, "/api/v1/jobs")).ShouldBe(passes ? 200 : 429);
    }

    /// <summary>A proxy on this machine that the settings do not name must not open the door to everybody behind it.</summary>
    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    public async Task A_forwarded_request_is_not_this_machines_and_its_address_is_not_believed(string header, string value)
    {
        await using var host = await ApiHost.StartAsync(("Limits:Opening:PerMinute", "1"));
        host.Http.DefaultRequestHeaders.Add(header, value);
        (await StatusAsync(host, HttpMethod.Post, "/api/v1/sessions")).ShouldBe(201);
        host.Http.DefaultRequestHeaders.Remove(header);
        host.Http.DefaultRequestHeaders.Add(header, value.Replace("127.0.0.1", "203.0.113.9", StringComparison.Ordinal));
        (await StatusAsync(host, HttpMethod.Post, "/api/v1/sessions")).ShouldBe(429);
    }

    [Fact]
    public async Task A_trusted_proxy_says_whose_request_it_is_and_the_rest_of_the_header_is_not_believed()
    {
        await using var host = await ApiHost.StartAsync(("Gateway:TrustedProxies:0", "127.0.0.0/8"), ("Limits:Opening:PerMinute", "1"));
        (await OpenAsync("203.0.113.1")).ShouldBe(201);
        (await OpenAsync("203.0.113.1")).ShouldBe(429);
        (await OpenAsync("203.0.113.2")).ShouldBe(201);
        (await OpenAsync("198.51.100.7, 203.0.113.2")).ShouldBe(429);
        (await OpenAsync("2001:db8::1")).ShouldBe(201);
        (await OpenAsync("2001:db8::ffff:1")).ShouldBe(429);

        Task<int> OpenAsync(string from)
        {
            host.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
            host.Http.DefaultRequestHeaders.Add("X-Forwarded-For", from);
            return StatusAsync(host, HttpMethod.Post, "/api/v1/sessions");
        }
    }

    [Fact]
    public async Task A_range_that_is_none_is_refused_at_the_start() =>
        (await Should.ThrowAsync<OptionsValidationException>(() =>
            ApiHost.StartAsync(("Gateway:TrustedProxies:0", "proxy.example")))).Message.ShouldContain("proxy.example");

    [Fact]
    public async Task A_thousand_wrong_keys_are_not_compared_and_the_address_waits()
    {
        await using var host = await ApiHost.StartAsync();
        var statuses = new List<int>();
        for (var n = 0; n < 1_000; n++)
        {
            host.Http.DefaultRequestHeaders.Authorization = ApiHost.Bearer($"guess-number-{n}-of-an-operator-key");
            statuses.Add(await StatusAsync(host, HttpMethod.Get, "/api/v1/operator/lines"));
        }

        statuses.ShouldBe([.. Enumerable.Repeat(401, 10), .. Enumerable.Repeat(429, 990)]);
        // The right one too, and whatever session it has: an address that waits is not listened to.
        host.Http.DefaultRequestHeaders.Authorization = ApiHost.Bearer(ApiHost.OperatorKey);
        using var refused = await host.Http.GetAsync("/api/v1/operator/lines", Cancel);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 70);
    }

    [Fact]
    public async Task An_old_token_that_a_page_repeats_is_one_try_and_a_token_that_was_valid_is_let_in()
    {
        await using var host = await ApiHost.StartAsync();
        (await StatusAsync(host, HttpMethod.Get, "/api/v1/jobs")).ShouldBe(200);
        var valid = host.Http.DefaultRequestHeaders.Authorization;
        host.Http.DefaultRequestHeaders.Authorization =
            ApiHost.Bearer(new SessionToken(ClusterDouble.SessionId, new string('c', 26)).ToString());
        for (var n = 0; n < 50; n++) (await StatusAsync(host, HttpMethod.Get, "/api/v1/jobs")).ShouldBe(401);
        for (var n = 0; n < 20; n++)
        {
            host.Http.DefaultRequestHeaders.Authorization = ApiHost.Bearer($"wrong-{n}");
            await StatusAsync(host, HttpMethod.Get, "/api/v1/jobs");
        }

        host.Http.DefaultRequestHeaders.Authorization = valid;
        (await StatusAsync(host, HttpMethod.Get, "/api/v1/jobs")).ShouldBe(200);
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void One_customer_is_one_address(string address, string key) => ClientAddress.KeyOf(IPAddress.Parse(address)).ShouldBe(key);

    [Fact]
    public async Task An_hour_is_counted_as_well_and_a_wait_that_was_told_is_true()
    {
        var time = new FakeTimeProvider();
        var limits = new MemoryLimits(time);
        var limit = new ClassLimit { PerMinute = 2, PerHour = 5, AtOnce = 1 };
        var subject = new LimitSubject(LimitClass.Read, IsAddress: true, "a");
        var refusals = new List<LimitKind>();
        for (var passed = 0; passed < 12;)
        {
            var verdict = await limits.TakeAsync(subject, limit, default, limit);
            if (verdict.Refused is not { } refused)
            {
                passed++;
                (await limits.TakeAsync(subject, limit, default, limit)).Refused.ShouldNotBeNull();
                verdict.Place!.Dispose();
                verdict.Place.Dispose();
                continue;
            }

            refusals.Add(refused);
            time.Advance(verdict.Wait - TimeSpan.FromTicks(1));
            (await limits.TakeAsync(subject, limit, default, limit)).Refused.ShouldBe(refused);
            time.Advance(TimeSpan.FromTicks(1));
        }

        refusals.Distinct().ShouldBe([LimitKind.Minute, LimitKind.Hour]);
    }

    [Fact]
    public async Task Many_subjects_take_a_bounded_memory_and_whoever_runs_is_not_forgotten()
    {
        var limits = new MemoryLimits(new FakeTimeProvider());
        var limit = new ClassLimit { AtOnce = 1 };
        var held = await limits.TakeAsync(new LimitSubject(LimitClass.Read, false, "held"), limit, default, limit);
        for (var n = 0; n < 2 * MemoryLimits.Capacity; n++)
            (await limits.TakeAsync(new LimitSubject(LimitClass.Read, false, $"{n}"), limit, default, limit)).Place!.Dispose();
        limits.Count.ShouldBeLessThanOrEqualTo(MemoryLimits.Capacity);
        var again = await limits.TakeAsync(new LimitSubject(LimitClass.Read, false, "held"), limit, default, limit);
        again.Refused.ShouldBe(LimitKind.AtOnce);
        held.Place!.Dispose();
    }

    [Fact]
    public async Task Every_route_has_a_class()
    {
        await using var host = await ApiHost.StartAsync();
        var routes = host.App.Services.GetRequiredService<RouteLimits>();
        var classes = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>().Select(endpoint =>
            {
                var http = new DefaultHttpContext();
                http.Request.Method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
                http.SetEndpoint(endpoint);
                return (Route: $"{http.Request.Method} /{endpoint.RoutePattern.RawText!.Trim('/')}", Class: routes.Of(http));
            }).Distinct().ToDictionary(pair => pair.Route, pair => pair.Class);
        classes.Where(pair => pair.Value == LimitClass.None).Select(pair => pair.Key).ShouldAllBe(route =>
            route.Contains(" /health") || route.Contains(" /webhook/") || route.Contains(" /metrics"));
        classes["POST /api/v1/sessions"].ShouldBe(LimitClass.Opening);
        classes["GET /api/v1/sessions/{id}"].ShouldBe(LimitClass.Read);
        classes["POST /api/v1/sessions/{id}/link"].ShouldBe(LimitClass.Write);
        classes["GET /api/v1/jobs/{id}/events"].ShouldBe(LimitClass.Stream);
        classes["POST /api/v1/jobs"].ShouldBe(LimitClass.Write);
        classes["POST /v1/chat/completions"].ShouldBe(LimitClass.Ai);
        classes["GET /v1/models"].ShouldBe(LimitClass.Read);
        classes["POST /api/v1/ai/chat"].ShouldBe(LimitClass.Ai);
        classes["POST /api/v1/whatsapp/messages"].ShouldBe(LimitClass.WhatsApp);
        classes["POST /api/v1/visualizer/generate"].ShouldBe(LimitClass.Visualizer);
    }

    private static string One(HttpResponseMessage response, string header) => response.Headers.GetValues(header).Single();

    private static async Task<int> StatusAsync(ApiHost host, HttpMethod method, string address, string? json = null)
    {
        using var request = new HttpRequestMessage(method, address);
        if (json is not null) request.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");
        using var response = await host.Http.SendAsync(request, Cancel);
        return (int)response.StatusCode;
    }
}
