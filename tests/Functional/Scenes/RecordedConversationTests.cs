using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.OpenAi;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Scenes;

/// <summary>Whole jobs through the service, with a model whose answers were recorded.</summary>
public sealed class RecordedConversationTests(EmbeddedShape shape)
{
    /// <summary>The exact engine's result is a given of plan, code and repair, and a false line of the model is mended to it.</summary>
    [Fact]
    public async Task A_worked_result_is_given_to_every_question_and_a_false_step_is_mended()
    {
        var run = await RunAsync("Résous 2x + 3 = 7", sees: true);
        run.Job.GetProperty("status").GetString().ShouldBe("ready", run.Job.ToString());
        run.Played.ShouldBe(["plan", "code", "repair", "review"]);
        foreach (var kind in run.Played.Distinct())
            run.Asked(kind).ShouldContain("Result: x = 2", customMessage: kind);
        run.Asked("code").ShouldContain("Language of all words on the screen: fr");
        run.Asked("repair").ShouldContain("Line 15: 7 - 3 = 5 is false");
        // The model reads and mends the file that it wrote, and the person gets one that runs anywhere.
        run.Asked("repair").ShouldNotContain("class Lesson");
        var code = run.Job.GetProperty("code").GetString()!;
        code.ShouldContain("class Lesson(Scene):");
        code.ShouldContain("2x = 7 - 3 = 4");
        run.Job.GetProperty("mathematics").GetProperty("failed").GetArrayLength().ShouldBe(0);
        run.Messages.ShouldContain("Looking at the video.");
        // Each call is in the ledger under an id of its own.
        run.Charged.ShouldBe(["outline", "write", "mend:1", "review"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_model_sees_in_the_frames_is_mended_once()
    {
        var run = await RunAsync("Why is the slope of x^2 at x = 1 equal to 2?", sees: true);
        run.Job.GetProperty("status").GetString().ShouldBe("ready", run.Job.ToString());
        run.Played.ShouldBe(["plan", "code", "review", "repair"]);
        run.Messages.ShouldContain("Improving the video.");
        run.Asked("review").ShouldContain("Answer: f'(1) = 2");
        run.Asked("repair").ShouldContain("In frame 3: The graph of x^2 cannot be seen: it has the colour of the background.");
        run.Job.GetProperty("code").GetString()!.ShouldContain("x_range=[-1, 2.4], color=AQUA");
        run.Job.GetProperty("repairs").GetInt32().ShouldBe(1);
        await KeepAsync(run, "frames");
    }

    [Fact]
    public async Task A_video_in_a_script_from_right_to_left_is_ready_whatever_the_critic_says()
    {
        var run = await RunAsync("لماذا مساحة الدائرة πr²؟", sees: true);
        run.Job.GetProperty("status").GetString().ShouldBe("ready", run.Job.ToString());
        // What is no verdict is asked for once more, as any answer that is not JSON.
        run.Played.ShouldBe(["plan", "code", "review", "review"]);
        run.Job.GetProperty("title").GetString().ShouldBe("مساحة الدائرة");
        run.Job.TryGetProperty("advice", out _).ShouldBeFalse();
        (run.Job.GetProperty("repairs").GetInt32(), run.Job.GetProperty("cached").GetBoolean()).ShouldBe((0, true));
        await KeepAsync(run, "right-to-left");
    }

    [Fact]
    public async Task A_critic_that_is_silent_delays_a_video_by_its_bound_and_no_more()
    {
        var run = await RunAsync("Draw a circle and its radius", sees: true, silent: true);
        run.Job.GetProperty("status").GetString().ShouldBe("ready", run.Job.ToString());
        run.Played.ShouldBe(["plan", "code", "repair"]);
        run.Messages.ShouldContain("Looking at the video.");
    }

    [Fact]
    public async Task A_scene_that_the_validator_refuses_is_mended_and_rendered()
    {
        var run = await RunAsync("Draw a circle and its radius");
        var (job, seen) = (run.Job, run.Messages);
        job.GetProperty("status").GetString().ShouldBe("ready", job.ToString());
        job.GetProperty("repairs").GetInt32().ShouldBe(1);
        job.GetProperty("code").GetString()!.ShouldContain("fill_opacity=0.5");
        run.Played.ShouldBe(["plan", "code", "repair"]);
        seen.ShouldContain("Fixing the scene.");
        job.GetProperty("prompts").GetString()!.ShouldStartWith("2-");
        // The code and its repair are written after the plan, with signatures of what it uses.
        run.Asked("code").ShouldContain("2. \"From there every point is equally far.\" Enters: a radius with the letter r");
        run.Asked("code").ShouldContain("- Circle(radius, color,");
        run.Asked("repair").ShouldContain("The plan of the video:");
    }

    [Fact]
    public async Task A_scene_that_fails_while_it_runs_is_mended_and_rendered()
    {
        var run = await RunAsync("Show the first letters");
        var job = run.Job;
        job.GetProperty("status").GetString().ShouldBe("ready", job.ToString());
        job.GetProperty("repairs").GetInt32().ShouldBe(1);
        // Answers that are no plan cost nothing but themselves.
        run.Played.ShouldBe(["plan", "plan", "code", "repair"]);
        job.TryGetProperty("plan", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task A_text_that_does_not_fit_the_picture_is_mended_before_anybody_sees_it()
    {
        var run = await RunAsync("Show a long sentence", quality: "high");
        var (job, seen, stages) = (run.Job, run.Messages, run.Stages);
        job.GetProperty("status").GetString().ShouldBe("ready", job.ToString());
        job.GetProperty("repairs").GetInt32().ShouldBe(1);
        run.Played.ShouldBe(["plan", "code", "repair"]);
        job.GetProperty("code").GetString()!.ShouldContain("scale_to_fit_width(12)");
        job.TryGetProperty("advice", out _).ShouldBeFalse();
        seen.ShouldContain("Fixing the layout.");
        // It is found in the last frame, before all the frames of this quality are drawn.
        stages.ShouldContain("stage=\"look\"} 2\n");
        stages.ShouldContain("stage=\"render\"} 1\n");
    }

    [Fact]
    public async Task A_storyboard_becomes_one_video_of_its_scenes_with_chapters_and_subtitles()
    {
        var run = await RunAsync("Explain squares in 2 scenes");
        var (job, seen) = (run.Job, run.Messages);
        run.Asked("code").ShouldContain("The language of all words on the screen: en");
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

    /// <summary>For whoever looks with their own eyes at what the critic saw.</summary>
    private static async Task KeepAsync(Run run, string name)
    {
        run.Sheet.ShouldNotBeNull();
        if (Environment.GetEnvironmentVariable("VAULT_PICTURES") is { } folder)
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".jpg"), run.Sheet, TestContext.Current.CancellationToken);
    }

    private async Task<Run> RunAsync(string prompt, string quality = "low", bool sees = false, bool silent = false)
    {
        var model = new RecordedModel();
        using var silence = new ManualResetEventSlim();
        await using var vault = await shape.StartNewAsync(VaultService.UseAi, new Dictionary<string, string>
        {
            ["Ai__PlanDeadline"] = "00:00:20",
            ["Ai__ReviewDeadline"] = silent ? "00:00:02" : "00:00:30",
            ["Ai__Vision"] = sees ? "true" : "false",
        });
        vault.Ai.Otherwise = request =>
        {
            if (!silent || RecordedModel.KindOf(request.SystemText) != "review") return model.Answer(request);
            silence.Wait(TestContext.Current.CancellationToken);
            return "Too late.";
        };
        await vault.OpenSessionAsync();
        using var accepted = await vault.Http.PostAsJsonAsync(
            "/api/v1/jobs", new { prompt, quality }, TestContext.Current.CancellationToken);
        accepted.EnsureSuccessStatusCode();
        var id = (await accepted.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken))
            .GetProperty("job_id").GetString();
        var states = await vault.Http.FollowAsync(id, TestContext.Current.CancellationToken);
        silence.Set();
        model.Missing.ShouldBeEmpty();
        states.Select(s => s.GetProperty("percent").GetInt32()).ShouldBeInOrder();
        var metrics = await vault.Http.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        var usage = await vault.Http.GetFromJsonAsync<JsonElement>("/api/v1/usage", TestContext.Current.CancellationToken);
        var stages = metrics.Split('\n')
            .Where(line => line.StartsWith("vault_render_stage_duration_seconds_count", StringComparison.Ordinal));
        return new Run(
            states[^1],
            [.. states.Select(s => s.GetProperty("message").GetString()!).Distinct()],
            [.. model.Played],
            string.Join('\n', stages),
            [.. vault.Ai.Requests.Items],
            usage);
    }

    private sealed record Run(
        JsonElement Job, string[] Messages, string[] Played, string Stages, OpenAiRequest[] Requests, JsonElement Usage)
    {
        /// <summary>The steps of the job that the ledger was charged for.</summary>
        public string[] Charged => [.. Usage.GetProperty("entries").EnumerateArray()
            .Where(entry => entry.TryGetProperty("provider", out _))
            .Select(entry => entry.GetProperty("request_id").GetString()!.Split(':', 3)[2])];

        /// <summary>The picture that the critic was shown.</summary>
        public byte[]? Sheet => Requests.Where(r => RecordedModel.KindOf(r.SystemText) == "review")
            .SelectMany(r => r.Body["messages"]!.AsArray()[^1]!["content"]!.AsArray())
            .Select(part => (string?)part?["image_url"]?["url"]).OfType<string>()
            .Select(url => Convert.FromBase64String(url[(url.IndexOf(',', StringComparison.Ordinal) + 1)..])).FirstOrDefault();

        /// <summary>What the first question of this kind asked.</summary>
        public string Asked(string kind) => Requests.First(r => RecordedModel.KindOf(r.SystemText) == kind).LastText("user")!;
    }
}
