using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Functional.Rendering;

/// <summary>
/// Attacks on the sandbox, run without the validator. Each scene reports what it could see or change, and nothing of it
/// may be left behind. The rows of Attacks/attacks.json hold the name, the body, the expected end and the maximum progress.
/// </summary>
public sealed class AttackTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    public static TheoryData<string> Names => [.. Load().Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_attack_comes_to_nothing(string name)
    {
        var attack = Load()[name];
        var marker = Path.Combine(Path.GetTempPath(), "vault-pwned");
        var progress = new ProgressRecorder();
        await using var outcome = await RenderAsync(
            Scene(attack.Body), options => options.TimeLimit = TimeSpan.FromSeconds(10), progress, expectedSeconds: 60);
        progress.Values.ShouldAllBe(value => value <= attack.Progress);
        File.Exists(marker).ShouldBeFalse();
        var said = outcome.Failure?.Message ?? "video";
        said.ShouldMatch(attack.Ends);
        said.ShouldNotContain("root:x");
        outcome.Log.ShouldNotContain("root:x");
    }

    [Fact]
    public async Task Twenty_jobs_at_once_of_the_same_name_make_twenty_videos()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var sandbox = Fixture.Sandbox();
        var lengths = new double[20];
        var fourAtATime = new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, lengths.Length), fourAtATime, async (job, token) =>
        {
            var code = Scene($"self.add(MathTex('x'))\nself.wait({(job + 1) * 0.2})").Replace("Demo", "GenScene", StringComparison.Ordinal);
            await using var outcome = await sandbox.RenderAsync(code, Quality.Low, job % 4, new Progress<double>(), token);
            lengths[job] = outcome.Video.ShouldNotBeNull().DurationSeconds;
        });
        for (var job = 0; job < lengths.Length; job++) lengths[job].ShouldBe((job + 1) * 0.2, 0.07);
    }

    private static Dictionary<string, Attack> Load() => JsonSerializer.Deserialize<Dictionary<string, Attack>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rendering", "Attacks", "attacks.json")), JsonSerializerOptions.Web)!;

    /// <param name="Body">The body of <c>construct</c>.</param>
    /// <param name="Ends">A pattern that the job's final message must match; "video" means that a video is made.</param>
    /// <param name="Progress">The highest progress that may be reported, for a video that is expected to last 60 s.</param>
    internal sealed record Attack(string Body, string Ends, double Progress = 1);
}
