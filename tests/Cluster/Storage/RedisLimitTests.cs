using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Limits;

namespace ObsidianVault.Cluster.Storage;

/// <summary>Requests that two front ends count together in a real Redis.</summary>
public sealed class RedisLimitTests : IAsyncLifetime
{
    private readonly RedisServer _redis = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _redis.InitializeAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Of_a_thousand_requests_to_two_front_ends_exactly_the_limit_passes()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        using var http = new HttpClient();
        var statuses = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(n =>
            StatusAsync(http, n % 2 == 0 ? first : second, "/one")));
        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(60);
        statuses.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(940);
        (await StatusAsync(http, second, "/other")).ShouldBe(HttpStatusCode.OK);

        // Without Redis each counts for itself, and nobody is refused because of it.
        await _redis.KillAsync();
        statuses = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => StatusAsync(http, first, "/one")));
        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(60);
    }

    [Fact]
    public async Task Requests_at_once_are_counted_together_and_give_their_places_back()
    {
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        var (one, two) = (Of(first), Of(second));
        var limit = new ClassLimit { AtOnce = 3 };
        var subject = new LimitSubject(LimitClass.Stream, IsAddress: false, "ada");
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 100).Select(n =>
            (n % 2 == 0 ? one : two).TakeAsync(subject, limit, default, limit).AsTask()));
        verdicts.Count(verdict => verdict.Refused is null).ShouldBe(3);
        verdicts.Where(verdict => verdict.Refused is not null).ShouldAllBe(verdict => verdict.Refused == LimitKind.AtOnce);
        verdicts.First(verdict => verdict.Place is not null).Place!.Dispose();
        await Eventually.AssertAsync(
            async () => (await two.TakeAsync(subject, limit, default, limit)).Refused is null, "the place is free again");
    }

    private static ILimitStore Of(WebApplication app) => app.Services.GetRequiredService<ILimitStore>();

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, WebApplication app, string path)
    {
        using var response = await http.GetAsync(new Uri(app.Urls.Single() + path), Cancel);
        return response.StatusCode;
    }

    /// <summary>A front end where the path says who calls.</summary>
    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Redis:ConnectionString"] = _redis.ConnectionString,
            ["Limits:ThisMachine"] = "true",
            ["Limits:AddressFactor"] = "1000",
            ["Limits:Read:PerMinute"] = "60",
            ["Limits:Read:AtOnce"] = "0",
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddVaultErrors().AddVaultLimits();
        var app = builder.Build();
        app.UseVaultErrors();
        app.Use((http, next) =>
        {
            http.User = new(new System.Security.Claims.ClaimsIdentity([new("session_id", http.Request.Path.Value!)], "test"));
            return next(http);
        });
        app.UseVaultLimits();
        app.MapGet("/{id}", () => Results.Ok());
        await app.StartAsync(Cancel);
        return app;
    }
}
