using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Functional.Rendering;
using ObsidianVault.Functional.Scenes;
using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Maths;

namespace ObsidianVault.Functional.Maths;

/// <summary>The exact engine in the real sandbox: what it answers, what it asks back, and the scenes that show it.</summary>
[Collection<SandboxCollection>]
public sealed class MathsEngineTests(SandboxFixture fixture)
{
    private static readonly bool s_all = Environment.GetEnvironmentVariable("VAULT_ALL_SCENES") == "1";

    /// <summary>Requests whose scenes have different figures.</summary>
    private static readonly string[] Sample =
    [
        "x² < 9", "area under 1/x from 1 to e", "multiply 23 by 47 so i can see it", "volume of a cone with radius 3 and height 10",
        "add the vectors (3,1) and (1,2), then find the length of the result and draw it", "determinant of [[1,2],[3,4]]",
        "distance between (1,2) and (4,6)", "how many degrees in each angle of a regular octagon",
        "mean median and mode of 3, 7, 7, 2, 9, 10, 4", "أوجد مشتقة x^3",
    ];

    /// <summary>Each check reads the prelude again, and a file has at most 50,000 characters.</summary>
    private const int ScenesAtOnce = 6;

    private MathsEngine Engine => new(fixture.Sandbox(), new OptionsWrapper<Renderer.Settings.RendererOptions>(fixture.Options()));

    [Fact]
    public async Task Requests_get_the_results_that_were_worked_out_by_hand_in_scenes_that_are_valid()
    {
        await using var checker = new Checker();
        var wrong = new List<string>();
        var found = new List<(string Said, MathsAnswer Answer)>();
        var checks = new List<Task<List<string>>>();
        foreach (var some in Requests.All.Chunk(25))
        {
            var answers = await Engine.WorkOutAsync([.. some.Select(request => request.Said)], TestContext.Current.CancellationToken);
            foreach (var ((said, outcome, result), answer) in some.Zip(answers))
            {
                if (answer.Outcome != outcome || !(answer.Result ?? "").Contains(result, StringComparison.Ordinal))
                    wrong.Add($"{said}: {answer.Outcome} {answer.Result}{answer.Message}");
                if (answer.Outcome != MathsOutcome.Answer) continue;
                found.Add((said, answer));
                var alike = found.Where(other => other.Answer.Language == answer.Language).ToList();
                if (alike.Count < ScenesAtOnce) continue;
                checks.Add(FaultsAsync(checker, alike));
                found.RemoveAll(alike.Contains);
            }
        }

        checks.AddRange(found.GroupBy(one => one.Answer.Language).Select(alike => FaultsAsync(checker, [.. alike])));
        foreach (var check in checks) wrong.AddRange(await check);
        wrong.ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_kind_of_figure_becomes_a_video()
    {
        var failed = new List<string>();
        foreach (var said in Requests.All.Select(request => request.Said).Where(said => s_all || Sample.Contains(said)))
        {
            var answer = await Engine.WorkOutAsync(said, TestContext.Current.CancellationToken);
            if (answer.Outcome != MathsOutcome.Answer) continue;
            await using var outcome = await fixture.Sandbox().RenderAsync(
                Code(answer), Quality.Low, 0, new Progress<double>(), TestContext.Current.CancellationToken);
            if (outcome.Video is null) failed.Add($"{said}: {outcome.Failure?.Message}");
        }

        failed.ShouldBeEmpty();
    }

    /// <summary>Steps as scenes show them, half of them wrong; claims.tsv.</summary>
    [Fact]
    public async Task Wrong_steps_are_found_and_right_ones_are_not_called_wrong()
    {
        var steps = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Maths", "claims.tsv"))
            .Where(line => line[0] != '#').Select(line => line.Split('\t')).ToArray();
        var alarms = new List<string>();
        foreach (var some in steps.Where(step => step[0] == "true").Chunk(50))
            alarms.AddRange((await CheckAsync(some)).False);
        alarms.ShouldBeEmpty();

        var (wrong, found) = (0, 0);
        foreach (var some in steps.Where(step => step[0] == "false").Chunk(10))
        {
            wrong += some.Length;
            found += (await CheckAsync(some)).False.Length;
        }

        TestContext.Current.SendDiagnosticMessage("{0} of {1} wrong steps were found", found, wrong);
        (found * 100).ShouldBeGreaterThanOrEqualTo(wrong * 95);
    }

    [Theory]
    [InlineData("9^9^9^9")]
    [InlineData("expand (x+1)^9999")]
    [InlineData("integral of sin(sin(sin(sin(x)))) * e^(x^x)")]
    [InlineData("[[1,2],[3")]
    [InlineData("(((((((((((((((((((((((((((((((((((((((")]
    [InlineData("factorial 99999999999")]
    [InlineData("solve __import__('os').system('id') = 0")]
    public async Task What_is_too_much_or_no_formula_is_no_answer(string said) =>
        (await Engine.WorkOutAsync(said, TestContext.Current.CancellationToken)).Outcome.ShouldNotBe(MathsOutcome.Answer);

    private async Task<MathsCheck> CheckAsync(string[][] steps)
    {
        var lines = steps.Select(step => $"        self.add(MathTex(r\"{step[1]}\"))");
        var code = "from manim import *\nclass Steps(Scene):\n    def construct(self):\n" + string.Join('\n', lines) + "\n";
        return (await Engine.CheckAsync(code, TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    /// <summary>The faults of some scenes of one language, which are checked as one file with one prelude.</summary>
    private static async Task<List<string>> FaultsAsync(Checker checker, List<(string Said, MathsAnswer Answer)> scenes)
    {
        var prelude = Code(scenes[0].Answer)[..^scenes[0].Answer.Code!.Length];
        var bodies = scenes.Select(
            (scene, k) => scene.Answer.Code!.Replace("class Derivation", $"class Derivation{k}", StringComparison.Ordinal));
        if ((await checker.CheckAsync(prelude + string.Concat(bodies))).IsValid) return [];
        var faults = new List<string>();
        foreach (var (said, answer) in scenes)
            faults.AddRange((await checker.CheckAsync(Code(answer))).Errors.Select(error => $"{said}: {error.Message}"));
        return faults.Count > 0 ? faults : [$"{scenes[0].Said} and {scenes.Count - 1} others: not valid as one file"];
    }

    private static string Code(MathsAnswer answer) => CatalogueMaths.Scene(answer).Split("```")[1]["python\n".Length..];
}
