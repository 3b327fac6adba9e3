using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Scenes;

/// <summary>Whole jobs through the service, with a model whose answers were recorded.</summary>
public sealed class RecordedConversationTests(EmbeddedShape shape)
{
    [Fact]
    public async Task A_scene_that_the_validator_refuses_is_mended_and_rendered()
    {
        var (job, seen, played, _) = await RunAsync("Draw a circle and its radius");
        job.GetProperty("status").GetString().ShouldBe("ready", job.ToString());
        job.GetProperty("repairs").GetInt32().ShouldBe(1);
        job.GetProperty("code").GetString()!.ShouldContain("fill_opacity=0.5");
        played.ShouldBe(2);
        seen.ShouldContain("Fixing the scene.");
    }

    [Fact]
    public async Task A_scene_that_fails_while_it_runs_is_mended_and_rendered()
    {
        var (job, _, played, _) = await RunAsync("Show the first letters");
        job.GetProperty("status").GetString().ShouldBe("ready", job.ToString());
        job.GetProperty("repairs").GetInt32().ShouldBe(1);
        played.ShouldBe(2);
    }

    [Fact]
    public async Task A_text_that_does_not_fit_the_picture_is_mended_before_anybody_sees_it()
    {
        var (job, seen, played, stages) = await RunAsync("Show a long sentence", "high");
        job.GetProperty("status").GetString().ShouldBe("ready", job.ToString());
        (job.GetProperty("repairs").GetInt32(), played).ShouldBe((1, 2));
        job.GetProperty("code").GetString()!.ShouldContain("scale_to_fit_width(12)");
        job.TryGetProperty("advice", out _).ShouldBeFalse();
        seen.ShouldContain("Fixing the layout.");
        // It is seen in the last frame, before the many frames of this quality are drawn.
        stages.ShouldContain("stage=\"look\"} 2\n");
        stages.ShouldContain("stage=\"render\"} 1\n");
    }

    [Fact]
    public async Task A_storyboard_becomes_one_video_of_its_scenes_with_chapters_and_subtitles()
    {
        var (job, seen, _, _) = await RunAsync("Explain squares in 2 scenes");
        job.GetProperty("status").GetString().ShouldBe("ready", job.ToString());
        job.GetProperty("title").GetString().ShouldBe("Squares");
        job.GetProperty("duration_seconds").GetDouble().ShouldBe(4, 0.3);
        job.GetProperty("scenes").EnumerateArray().Select(s => s.GetProperty("title").GetString()).ShouldBe(["A square", "Its area"]);
        job.GetProperty("subtitles").GetString()!.ShouldContain("Four equal sides.");
        seen.ShouldContain("Making 2 scenes.");
        job.GetProperty("code").GetString()!.ShouldStartWith("# Scene: A square\n");
        job.GetProperty("code").GetString()!.ShouldContain("# Scene: Its area\n");
        job.GetProperty("thumbnail_url").GetString()!.ShouldContain("images/");
        job.GetProperty("code_url").GetString()!.ShouldContain(".py");
    }

    private async Task<(JsonElement Job, string[] Messages, int Played, string Stages)> RunAsync(string prompt, string quality = "low")
    {
        var recordings = new Recordings();
        await using var vault = await shape.StartNewAsync(VaultService.UseAi);
        vault.Ai.Otherwise = recordings.Answer;
        await vault.OpenSessionAsync();
        using var accepted = await vault.Http.PostAsJsonAsync("/api/v1/jobs", new { prompt, quality }, TestContext.Current.CancellationToken);
        accepted.EnsureSuccessStatusCode();
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("job_id").GetString();
        var states = await vault.Http.FollowAsync(id, TestContext.Current.CancellationToken);
        recordings.Missing.ShouldBeEmpty();
        states.Select(s => s.GetProperty("percent").GetInt32()).ShouldBeInOrder();
        var metrics = await vault.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var stages = metrics.Split('\n').Where(line => line.StartsWith("vault_render_stage_duration_seconds_count", StringComparison.Ordinal));
        return (states[^1], [.. states.Select(s => s.GetProperty("message").GetString()!).Distinct()], recordings.Played.Count, string.Join('\n', stages));
    }
}
