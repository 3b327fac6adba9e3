using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Cluster.Storage;

namespace ObsidianVault.Functional.Service;

/// <summary>Keys of programs, against the real service.</summary>
public sealed class ApiKeyTests(EmbeddedShape shape)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_acts_for_its_session_within_its_scopes_until_it_is_ended_also_in_a_stream()
    {
        await using var vault = await shape.StartNewAsync();
        await vault.OpenSessionAsync();
        var session = vault.Http.DefaultRequestHeaders.Authorization!;
        var job = (await PostAsync(vault, session, "/api/v1/code", new
        {
            code = "from manim import *\nclass A(Scene):\n    def construct(self):\n"
                + "        for n in range(10 ** 12): n += 1\n        self.wait(2)\n",
        })).GetProperty("job_id").GetString();
        (await vault.Http.PostAsJsonAsync("/api/v1/keys", new { name = " ", scopes = new[] { "all" } }, Cancel)).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);
        var made = await PostAsync(vault, session, "/api/v1/keys", new { name = "report", scopes = new[] { "jobs" } });
        var key = Bearer(made);

        // As its session, and nothing else.
        (await StatusAsync(vault, key, HttpMethod.Get, $"/api/v1/jobs/{job}")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(vault, key, HttpMethod.Get, "/v1/models")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(vault, key, HttpMethod.Get, "/api/v1/usage")).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(vault, key, HttpMethod.Get, "/api/v1/keys")).ShouldBe(HttpStatusCode.Forbidden);
        var listed = await GetAsync(vault, session, "/api/v1/keys");
        listed.GetRawText().ShouldNotContain("ovk_live_");
        listed.GetProperty("keys")[0].GetProperty("last_used_at").GetDateTimeOffset().ShouldBeGreaterThan(default);

        // Another session's keys are not there.
        await vault.OpenSessionAsync();
        (await StatusAsync(vault, vault.Http.DefaultRequestHeaders.Authorization!, HttpMethod.Delete, $"/api/v1/keys/{IdOf(made)}"))
            .ShouldBe(HttpStatusCode.NotFound);

        // A new one in its place: both work, then the old one is ended in the middle of a stream.
        var next = Bearer(await PostAsync(vault, session, $"/api/v1/keys/{IdOf(made)}/rotate", new { }));
        (await StatusAsync(vault, next, HttpMethod.Get, $"/api/v1/jobs/{job}")).ShouldBe(HttpStatusCode.OK);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/jobs/{job}/events") { Headers = { Authorization = key } };
        using var events = await vault.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        events.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(vault, session, HttpMethod.Delete, $"/api/v1/keys/{IdOf(made)}")).ShouldBe(HttpStatusCode.NoContent);
        await Should.ThrowAsync<Exception>(async () =>
        {
            await using var stream = await events.Content.ReadAsStreamAsync(Cancel);
            await stream.CopyToAsync(Stream.Null, Cancel);
        });
        await Eventually.AssertAsync(
            async () => await StatusAsync(vault, key, HttpMethod.Get, $"/api/v1/jobs/{job}") == HttpStatusCode.Unauthorized,
            "the key is refused");
        (await StatusAsync(vault, next, HttpMethod.Delete, $"/api/v1/jobs/{job}")).ShouldBe(HttpStatusCode.OK);
    }

    private static string IdOf(JsonElement made) => made.GetProperty("key_id").GetString()!;

    private static AuthenticationHeaderValue Bearer(JsonElement made) => new("Bearer", made.GetProperty("key").GetString());

    private static async Task<JsonElement> PostAsync(VaultService vault, AuthenticationHeaderValue who, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = who;
        using var response = await vault.Http.SendAsync(request, Cancel);
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync(Cancel));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<JsonElement> GetAsync(VaultService vault, AuthenticationHeaderValue who, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = who } };
        using var response = await vault.Http.SendAsync(request, Cancel);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancel);
    }

    private static async Task<HttpStatusCode> StatusAsync(VaultService vault, AuthenticationHeaderValue who, HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = who } };
        using var response = await vault.Http.SendAsync(request, Cancel);
        return response.StatusCode;
    }
}
