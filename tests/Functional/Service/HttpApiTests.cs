using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Functional.Service;

/// <summary>The HTTP surface of the real service.</summary>
public abstract class HttpApiTests(Shape shape)
{
    [Fact]
    public async Task Code_of_ones_own_is_rendered_watched_fetched_and_paid()
    {
        await using var vault = await shape.StartNewAsync();
        await vault.OpenSessionAsync();
        var job = await PostAsync(vault, "/api/v1/code", new
        {
            code = "from manim import *\nclass A(Scene):\n    def construct(self):\n        self.play(Create(Circle()))\n"
                + "        self.wait(1)\n",
            quality = "low",
        });
        job.GetProperty("status").GetString().ShouldBe("validating");
        var id = job.GetProperty("job_id").GetString();

        var last = (await vault.Http.FollowAsync(id, TestContext.Current.CancellationToken))[^1];
        last.GetProperty("status").GetString().ShouldBe("ready");
        var video = await vault.Http.GetByteArrayAsync(last.GetProperty("video_url").GetString(), TestContext.Current.CancellationToken);
        video.Length.ShouldBe(last.GetProperty("size_bytes").GetInt32());

        var service = await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/status", TestContext.Current.CancellationToken);
        service.GetProperty("rendering").GetString().ShouldNotBeNull().ShouldMatch("memory of a scene .*Scenes share the processors by ");

        var usage = await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/usage", TestContext.Current.CancellationToken);
        usage.GetProperty("entries").EnumerateArray().Single().GetProperty("kind").GetString().ShouldBe("render-seconds");
        usage.GetProperty("total").GetDecimal().ShouldBeGreaterThan(0);

        // A cancelled render is charged for the time that it ran.
        var endless = (await PostAsync(vault, "/api/v1/code", new
        {
            code = "from manim import *\nclass A(Scene):\n    def construct(self):\n        self.wait(2)\n"
                + "        for n in range(10 ** 12): n += 1\n",
            quality = "low",
        })).GetProperty("job_id").GetString();
        await using var endlessEvents = await vault.Http.GetStreamAsync(
            $"/api/v1/jobs/{endless}/events", TestContext.Current.CancellationToken);
        await SseParser.Create(endlessEvents).EnumerateAsync(TestContext.Current.CancellationToken)
            .FirstAsync(
                item => JsonDocument.Parse(item.Data).RootElement.GetProperty("percent").GetInt32() > 40,
                TestContext.Current.CancellationToken);
        using (var cancelled = await vault.Http.DeleteAsync($"/api/v1/jobs/{endless}", TestContext.Current.CancellationToken))
            cancelled.StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.AssertAsync(
            async () => (await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/usage", TestContext.Current.CancellationToken))
                .GetProperty("entries").EnumerateArray().Count(entry => entry.GetProperty("kind").GetString() == "render-seconds") == 2,
            "the cancelled render is booked");

        // A finished job can be deleted once.
        var page = await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/jobs?limit=1", TestContext.Current.CancellationToken);
        page.GetProperty("jobs")[0].GetProperty("job_id").GetString().ShouldBe(endless);
        page.GetProperty("next").GetString().ShouldBe(endless);
        foreach (var status in new[] { HttpStatusCode.NoContent, HttpStatusCode.NotFound })
        {
            using var deleted = await vault.Http.DeleteAsync($"/api/v1/jobs/{endless}", TestContext.Current.CancellationToken);
            deleted.StatusCode.ShouldBe(status);
        }

        await vault.OpenSessionAsync();
        using var foreign = await vault.Http.GetAsync($"/api/v1/jobs/{id}", TestContext.Current.CancellationToken);
        foreign.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Bad_requests_are_answered_with_every_fault()
    {
        await using var vault = await shape.StartNewAsync();
        using (var anonymous = await vault.Http.PostAsJsonAsync(
            "/api/v1/jobs", new { prompt = "x" }, TestContext.Current.CancellationToken))
            anonymous.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await vault.OpenSessionAsync();
        using var response = await vault.Http.PostAsJsonAsync(
            "/api/v1/code", new { code = new string('x', 50_001), quality = "best" }, TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("code").GetString().ShouldBe("invalid_request");
        problem.GetProperty("request_id").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["code", "quality"]);

        var report = await PostAsync(vault, "/api/v1/code/validate", new { code = "from manim import *\nx = (" });
        report.GetProperty("valid").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task An_idempotency_key_names_one_job()
    {
        await using var vault = await shape.StartNewAsync();
        await vault.OpenSessionAsync();
        vault.Http.DefaultRequestHeaders.Add("Idempotency-Key", "one");
        var ids = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
            (await PostAsync(vault, "/api/v1/jobs", new { prompt = "Plot y = x" })).GetProperty("job_id").GetString()));
        ids.Distinct().Count().ShouldBe(1);
        using var other = await vault.Http.PostAsJsonAsync(
            "/api/v1/jobs", new { prompt = "Plot y = x^2" }, TestContext.Current.CancellationToken);
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var cancel = await vault.Http.DeleteAsync($"/api/v1/jobs/{ids[0]}", TestContext.Current.CancellationToken);
        cancel.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Malformed_and_unknown_input_is_answered_and_stores_nothing()
    {
        await using var vault = await shape.StartNewAsync();
        (await UpdateAsync(vault, "{")).ShouldBe(HttpStatusCode.BadRequest);
        (await UpdateAsync(vault, "{}")).ShouldBe(HttpStatusCode.OK);
        (await UpdateAsync(vault, """{"update_id":1,"something_new":{"id":1}}""")).ShouldBe(HttpStatusCode.OK);
        (await UpdateAsync(vault, "[" + new string(' ', 2 * 1024 * 1024) + "]")).ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        await vault.OpenSessionAsync();
        await ShouldBeProblemAsync(vault, "/api/v1/jobs", "{", HttpStatusCode.BadRequest);
        await ShouldBeProblemAsync(vault, "/api/v1/jobs", """{"prompt":"  "}""", HttpStatusCode.BadRequest);
        await ShouldBeProblemAsync(vault, "/api/v1/jobs", $$"""{"prompt":"{{new string('x', 5_001)}}"}""", HttpStatusCode.BadRequest);
        await ShouldBeProblemAsync(vault, "/api/v1/nowhere", "{}", HttpStatusCode.NotFound);
        var usage = await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/usage", TestContext.Current.CancellationToken);
        usage.GetProperty("entries").GetArrayLength().ShouldBe(0);
        vault.Telegram.Requests.Of<TelegramMessageSent>().ShouldBeEmpty();
    }

    private static async Task<HttpStatusCode> UpdateAsync(VaultService vault, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhook/telegram")
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("X-Telegram-Bot-Api-Secret-Token", VaultService.Secret);
        using var response = await vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static async Task ShouldBeProblemAsync(VaultService vault, string path, string json, HttpStatusCode status)
    {
        using var response = await vault.Http.PostAsync(
            path, new StringContent(json, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        problem.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("request_id").GetString().ShouldNotBeNullOrEmpty();
    }

    private static async Task<JsonElement> PostAsync(VaultService vault, string path, object body)
    {
        using var response = await vault.Http.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        response.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonDocument.Parse(text).RootElement;
    }
}

public sealed class EmbeddedHttpApiTests(EmbeddedShape shape) : HttpApiTests(shape);

public sealed class ClusterHttpApiTests(ClusterShape shape) : HttpApiTests(shape);
