using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Functional.Rendering;

/// <summary>
/// Attacks on the sandbox, each run with nothing before it: what the scene could see or change is what it reports, and
/// whatever it tried, nothing of it is left. Rows of Attacks/attacks.json: what the attack is, its body, how it must end, and how far it got at most.
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
        await using var outcome = await RenderAsync(Scene(attack.Body), options => options.TimeLimit = TimeSpan.FromSeconds(10), progress, expectedSeconds: 60);
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
        await Parallel.ForEachAsync(Enumerable.Range(0, lengths.Length), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (job, token) =>
        {
            var code = Scene($"self.add(MathTex('x'))\nself.wait({(job + 1) * 0.2})").Replace("Demo", "GenScene", StringComparison.Ordinal);
            await using var outcome = await sandbox.RenderAsync(code, Quality.Low, job % 4, new Progress<double>(), token);
            lengths[job] = outcome.Video.ShouldNotBeNull().DurationSeconds;
        });
        for (var job = 0; job < lengths.Length; job++) lengths[job].ShouldBe((job + 1) * 0.2, 0.07);
    }

    private static Dictionary<string, Attack> Load() => JsonSerializer.Deserialize<Dictionary<string, Attack>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Rendering", "Attacks", "attacks.json")), JsonSerializerOptions.Web)!;

    /// <param name="Body">Of construct.</param>
    /// <param name="Ends">What the job's end must say: a pattern; "video" is a video.</param>
    /// <param name="Progress">The most that may be told, of a video that is thought to last 60 s.</param>
    internal sealed record Attack(string Body, string Ends, double Progress = 1);
}
