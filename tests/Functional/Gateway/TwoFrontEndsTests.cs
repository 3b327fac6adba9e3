using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Gateway;

/// <summary>Two front ends of one cluster, where guests are not let in: they share who is signed in, and how much each may do.</summary>
public sealed class TwoFrontEndsTests(ClusterShape shape)
{
    private const int Room = 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_signs_in_at_one_is_signed_in_at_the_other_and_both_count_together()
    {
        var redis = new RedisServer();
        await redis.InitializeAsync();
        await using var provider = new OpenIdProvider();
        await using var vault = await shape.StartNewAsync(["Silo", "Renderer", "Api", "Api.2"], provider.Settings,
            new Dictionary<string, string>
            {
                ["SignIn__Guests"] = "false",
                ["Redis__ConnectionString"] = redis.ConnectionString,
                ["Limits__ThisMachine"] = "true",
                ["Limits__AddressFactor"] = "1000",
                ["Limits__Visualizer__PerMinute"] = $"{Room}",
                ["Limits__Visualizer__AtOnce"] = "0",
                ["Limits__Read__AtOnce"] = "0",
            });
        await provider.StartAsync(vault.Http.BaseAddress!);
        using var browser = new SignInBrowser(vault.Http.BaseAddress!);
        (await browser.StatusAsync(HttpMethod.Post, "/api/v1/sessions")).ShouldBe(HttpStatusCode.Forbidden);
        await browser.SignInAsync("ada");
        var other = vault.AddressOf("Api.2");
        await VaultService.UntilAsync(async () => await AnswersAsync(other), "the other front end answers");

        // Its cookies are taken there, and what one does the other sees. The page works without guests.
        var theirs = await browser.JsonAsync(HttpMethod.Get, $"{other}api/v1/account");
        theirs.GetProperty("signed_in").GetBoolean().ShouldBeTrue();
        var chat = (await browser.JsonAsync(HttpMethod.Post, "/api/v1/sessions")).GetProperty("session_id").GetString();
        (await browser.JsonAsync(HttpMethod.Get, $"{other}api/v1/sessions")).GetRawText().ShouldContain(chat!);
        await browser.JsonAsync(HttpMethod.Post, $"/api/v1/sessions/{chat}/messages", new { text = "/help" });
        await VaultService.UntilAsync(
            async () => (await browser.JsonAsync(HttpMethod.Get, $"{other}api/v1/sessions/{chat}/messages"))
                .GetProperty("messages").GetArrayLength() > 1, "the chat is answered");

        // Counted before they are found to be wrong. RedisLimitTests sends a thousand at once.
        var statuses = new List<HttpStatusCode>();
        foreach (var some in Enumerable.Range(0, 5 * Room).Chunk(10))
        {
            statuses.AddRange(await Task.WhenAll(some.Select(n => browser.StatusAsync(HttpMethod.Post,
                n % 2 == 0 ? "/api/v1/visualizer/generate" : $"{other}api/v1/visualizer/generate", new { kind = "none" }))));
        }

        statuses.Count(status => status == HttpStatusCode.BadRequest).ShouldBe(Room);
        statuses.Count(status => status == HttpStatusCode.TooManyRequests).ShouldBe(4 * Room);

        // Signed out everywhere at one, nobody at the other.
        (await browser.StatusAsync(HttpMethod.Post, $"{other}signout?everywhere=true")).ShouldBe(HttpStatusCode.NoContent);
        await VaultService.UntilAsync(async () => (await browser.RolesAsync()).Length == 0, "the sign-in has ended");
        await redis.DisposeAsync();
    }

    private static async Task<bool> AnswersAsync(Uri service)
    {
        using var http = new HttpClient { BaseAddress = service };
        try
        {
            using var response = await http.GetAsync("/health/ready", Cancel);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
