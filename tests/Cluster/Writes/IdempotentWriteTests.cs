using System.Collections.Concurrent;
using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Storage;

namespace ObsidianVault.Cluster.Writes;

/// <summary>Writes with an Idempotency-Key, on a route that does nothing for it itself, over two front ends.</summary>
public sealed class IdempotentWriteTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<string> _effects = [];
    private readonly HttpClient _http = new();
    private VaultSilo _vault = null!;
    private WebApplication _first = null!;
    private WebApplication _second = null!;
    private TaskCompletionSource _open = new();
    private int _fail;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _vault = await VaultSilo.StartAsync(new Dictionary<string, string?> { ["Storage:DataFolder"] = _folder.Path });
        _first = await StartAsync();
        _second = await StartAsync();
        _open.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _vault.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Of_many_requests_over_two_front_ends_one_is_carried_out_and_the_rest_get_its_answer_or_are_told_to_wait()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => SendAsync(n % 2 == 0 ? _first : _second, "key", "body")));
        _effects.ShouldBe(["body"]);
        answers.Count(answer => answer is { Status: 201, IsReplay: false }).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.Status == 201 || (answer.Status == 409 && answer.Code == "idempotency_in_flight"));
        var again = await SendAsync(_second, "key", "body");
        again.ShouldBe(new Answer(201, "made body", "/things/body", IsReplay: true, ""));

        (await SendAsync(_first, "key", "other")).Code.ShouldBe("idempotency_conflict");
        (await SendAsync(_first, "key", "other")).Status.ShouldBe(422);
        // Another caller, another thing: another write.
        (await SendAsync(_first, "key", "other", caller: "eve")).Status.ShouldBe(201);
        (await SendAsync(_first, "key", "other", path: "/things/2")).Status.ShouldBe(201);
        _effects.ShouldBe(["body", "other", "other"]);
    }

    [Fact]
    public async Task While_the_first_is_carried_out_the_second_is_409_and_other_bodies_are_422()
    {
        _open = new TaskCompletionSource();
        var first = SendAsync(_first, "slow", "body");
        await Eventually.AssertAsync(() => Task.FromResult(!_effects.IsEmpty), "the first is carried out");
        var second = await SendAsync(_second, "slow", "body");
        second.Status.ShouldBe(409);
        (await SendAsync(_second, "slow", "other")).Status.ShouldBe(422);
        _open.SetResult();
        (await first).Status.ShouldBe(201);
        (await SendAsync(_second, "slow", "body")).IsReplay.ShouldBeTrue();
    }

    [Fact]
    public async Task What_failed_may_be_sent_again_with_its_key()
    {
        foreach (var status in (int[])[500, 400, 503])
        {
            _fail = status;
            (await SendAsync(_first, $"fails-{status}", "body")).Status.ShouldBe(status);
            _fail = 0;
            (await SendAsync(_second, $"fails-{status}", "mended")).Status.ShouldBe(201);
        }
    }

    [Fact]
    public async Task A_key_that_is_none_is_refused()
    {
        foreach (var key in (string[])["", new string('x', 201)]) (await SendAsync(_first, key, "body")).Status.ShouldBe(400);
        _effects.ShouldBeEmpty();
    }

    private async Task<Answer> SendAsync(WebApplication app, string key, string body, string caller = "ada", string path = "/things")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, app.Urls.Single() + path) { Content = new StringContent(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        request.Headers.Add("X-Caller", caller);
        using var response = await _http.SendAsync(request, Cancel);
        var text = await response.Content.ReadAsStringAsync(Cancel);
        var code = response.IsSuccessStatusCode ? "" : JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!;
        return new Answer((int)response.StatusCode, response.IsSuccessStatusCode ? text : "", response.Headers.Location?.ToString(),
            response.Headers.Contains("Idempotency-Replayed"), code);
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddVaultErrors();
        builder.Services.AddSingleton(_vault.Services.GetRequiredService<IClusterClient>());
        var app = builder.Build();
        app.UseVaultErrors();
        app.Use((http, next) =>
        {
            http.User = new(new ClaimsIdentity([new("session_id", http.Request.Headers["X-Caller"].ToString())], "test"));
            return next(http);
        });
        app.UseMiddleware<IdempotentWrites>();
        app.MapPost("/things/{id?}", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync(Cancel);
            if (_fail == 500) throw new InvalidOperationException("Broken.");
            if (_fail != 0) return Results.Problem(statusCode: _fail);
            _effects.Enqueue(body);
            await _open.Task.WaitAsync(Cancel);
            request.HttpContext.Response.Headers.Location = "/things/" + body;
            return Results.Text("made " + body, "text/plain", statusCode: 201);
        });
        await app.StartAsync(Cancel);
        return app;
    }

    private sealed record Answer(int Status, string Body, string? Location, bool IsReplay, string Code);
}
