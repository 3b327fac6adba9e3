using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ObsidianVault.Fakes.Telegram;

namespace ObsidianVault.Functional.Service;

/// <summary>Pictures, formats and videos that were rendered before, over HTTP and in a chat, against the whole service.</summary>
public sealed class PictureTests
{
    private const string Code =
        "from manim import *\nclass A(Scene):\n    def construct(self):\n        self.play(Create(Circle()), run_time=0.5)\n";

    [Fact]
    public async Task Pictures_are_drawn_stored_linked_and_refused_with_reasons()
    {
        await using var vault = await VaultService.StartNewAsync(VaultService.Embedded);
        await vault.OpenSessionAsync();
        foreach (var (body, type, start) in new (object, string, byte[])[]
        {
            (
                new { kind = "plot", expressions = new[] { "sin(x)", "x^2/10" }, x_min = -6, x_max = 6, title = "Waves" }, "image/png",
                [0x89, 0x50, 0x4E, 0x47]),
            (new { kind = "bar", csv = "day,rain,sun\nMon,3,5\nTue,1,7", format = "svg" }, "image/svg+xml", [0x3C, 0x3F]),
            (new { prompt = "graph A->B B->C C->A" }, "image/png", [0x89, 0x50]),
            (new { kind = "geometry", polygons = new[] { new[] { new[] { 0, 0 }, [4, 0], [0, 3] } } }, "image/png", [0x89, 0x50]),
        })
        {
            using var response = await vault.Http.PostAsJsonAsync(
                "/api/v1/visualizer/generate", body, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(
                HttpStatusCode.OK, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            var picture = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            picture.GetProperty("content_type").GetString().ShouldBe(type);
            picture.GetProperty("key").GetString().ShouldStartWith("images/");
            var content = await vault.Http.GetByteArrayAsync(picture.GetProperty("url").GetString(), TestContext.Current.CancellationToken);
            content.Length.ShouldBe(picture.GetProperty("size_bytes").GetInt32());
            content[..start.Length].ShouldBe(start);
        }

        foreach (var (body, field) in new (object, string)[]
        {
            (new { kind = "plot", expressions = new[] { "__import__('os').system('id')" } }, "expressions"),
            (new { kind = "plot", expressions = new[] { "sin(x)" }, x_min = 5, x_max = -5 }, "x_max"),
            (new { kind = "plot", expressions = new[] { "sin(x)" }, y_min = 1e13 }, "y_max"),
            (new { kind = "cake" }, "kind"),
            (new { kind = "line", series = new object?[] { null } }, "series"),
            (new { kind = "geometry", circles = new object?[] { null } }, "points"),
            (new { kind = "bar", csv = "no,numbers\nat,all" }, "csv"),
            (new { prompt = "something" , kind = "pie" }, "prompt"),
        })
        {
            using var response = await vault.Http.PostAsJsonAsync(
                "/api/v1/visualizer/generate", body, TestContext.Current.CancellationToken);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldContain(field);
        }

        (await vault.TelegramAsync(1, "/plot sin(x) from -3 to 3")).ShouldBe(HttpStatusCode.OK);
        var drawn = (TelegramPhotoSent)await vault.Telegram.WaitForAsync(
            r => r is TelegramPhotoSent, TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        drawn.Photo[..4].ShouldBe([0x89, 0x50, 0x4E, 0x47]);
    }

    [Fact]
    public async Task The_same_code_is_rendered_once_and_the_ledger_says_so()
    {
        await using var vault = await VaultService.StartNewAsync(VaultService.Embedded);
        await vault.OpenSessionAsync();
        var first = await RenderAsync(vault, "mp4");
        var again = await RenderAsync(vault, "mp4");
        (first.Job.GetProperty("cached").GetBoolean(), again.Job.GetProperty("cached").GetBoolean()).ShouldBe((false, true));
        again.Video.ShouldBe(first.Video);
        var gif = await RenderAsync(vault, "gif");
        Encoding.ASCII.GetString(gif.Video[..4]).ShouldBe("GIF8");
        gif.Job.GetProperty("cached").GetBoolean().ShouldBeFalse();

        var usage = await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/usage", TestContext.Current.CancellationToken);
        usage.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).Order()
            .ShouldBe(["render-cached", "render-seconds", "render-seconds"]);

        // One of several scenes, by name; the files beside the video have links as well.
        const string two = "from manim import *\nclass First(Scene):\n    def construct(self):\n        self.wait(3)\n"
            + "class Second(Scene):\n    def construct(self):\n        self.play(Create(Circle()))\n";
        var second = await SubmitAsync(vault, new { code = two, quality = "low", scene = "Second" });
        (second.GetProperty("status").GetString(), second.GetProperty("duration_seconds").GetDouble()).ShouldBe(("ready", 1));
        (await vault.Http.GetStringAsync(second.GetProperty("code_url").GetString(), TestContext.Current.CancellationToken)).ShouldBe(two);
        (await vault.Http.GetByteArrayAsync(second.GetProperty("thumbnail_url").GetString(), TestContext.Current.CancellationToken))[..3]
            .ShouldBe([0xFF, 0xD8, 0xFF]);
        (await SubmitAsync(vault, new { code = two, quality = "low", scene = "Third" })).GetProperty("message").GetString()
            .ShouldBe("The code has no scene named Third; it has First, Second.");
    }

    [Fact]
    public async Task A_plot_above_or_below_its_curve_says_what_to_change()
    {
        await using var vault = await VaultService.StartNewAsync(VaultService.Embedded);
        await vault.OpenSessionAsync();
        foreach (var (body, said) in new (object, string)[]
        {
            (
                new { kind = "plot", expressions = new[] { "sin(x)" }, y_min = 100 },
                "The curve lies below y_min: choose a smaller one, or give y_max too."),
            (
                new { kind = "plot", expressions = new[] { "sin(x)" }, y_max = -100 },
                "The curve lies above y_max: choose a larger one, or give y_min too."),
        })
        {
            using var response = await DrawAsync(vault, null, body);
            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
            problem.GetProperty("errors").GetProperty("expressions")[0].GetString().ShouldBe(said);
        }

        using var drawn = await DrawAsync(vault, null, new { kind = "plot", expressions = new[] { "sin(x)" }, y_min = 100, y_max = 200 });
        drawn.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_key_of_a_picture_names_no_other()
    {
        await using var vault = await VaultService.StartNewAsync(VaultService.Embedded);
        await vault.OpenSessionAsync();
        using var refused = await DrawAsync(vault, "k", new { prompt = "plot __import__('os')" });
        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var first = await DrawAsync(vault, "k", new { prompt = "plot sin(x)" });
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        var picture = await first.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        using var other = await DrawAsync(vault, "k", new { prompt = "plot cos(x)" });
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await other.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("code").GetString()
            .ShouldBe("idempotency_conflict");
        using var again = await DrawAsync(vault, "k", new { prompt = "plot sin(x)" });
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("key").GetString()
            .ShouldBe(picture.GetProperty("key").GetString());
    }

    private static async Task<HttpResponseMessage> DrawAsync(VaultService vault, string? key, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/visualizer/generate") { Content = JsonContent.Create(body) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await vault.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<(JsonElement Job, byte[] Video)> RenderAsync(VaultService vault, string format)
    {
        var job = await SubmitAsync(vault, new { code = Code, quality = "low", format });
        job.GetProperty("status").GetString().ShouldBe("ready");
        return (job, await vault.Http.GetByteArrayAsync(job.GetProperty("video_url").GetString(), TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> SubmitAsync(VaultService vault, object body)
    {
        using var posted = await vault.Http.PostAsJsonAsync("/api/v1/code", body, TestContext.Current.CancellationToken);
        var id = (await posted.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("job_id").GetString();
        return (await vault.Http.FollowAsync(id, TestContext.Current.CancellationToken))[^1];
    }
}
