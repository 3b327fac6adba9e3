using ObsidianVault.Functional.Rendering;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Functional.Scenes;

/// <summary>
/// Renders scenes of the corpus in the sandbox, and examples from Manim's documentation: a sample of each, and a larger one
/// where VAULT_ALL_SCENES is 1.
/// </summary>
[Collection<SceneCollection>]
public sealed class GoodSceneRenderTests(SandboxFixture fixture)
{
    private static readonly bool s_all = Environment.GetEnvironmentVariable("VAULT_ALL_SCENES") == "1";

    public static TheoryData<string> Chosen => [.. Corpus.Good.Where((_, i) => s_all || i % 14 == 4)];

    public static TheoryData<string> Repaired =>
        [.. Corpus.Broken.Where(name => name.EndsWith(".Repaired", StringComparison.Ordinal)).Where((_, i) => s_all || i % 8 == 0)];

    [Theory, MemberData(nameof(Chosen))]
    public async Task It_becomes_a_video(string name) => await RenderAsync(Corpus.Read("Good", name));

    [Theory, MemberData(nameof(Repaired))]
    public async Task What_was_repaired_becomes_a_video(string name)
    {
        await using var checker = new Checker();
        await RenderAsync((await checker.CheckAsync(Corpus.Read("Broken", name))).Code);
    }

    [Fact]
    public async Task A_sample_of_the_documentation_becomes_videos()
    {
        await using var checker = new Checker();
        var failed = new List<string>();
        foreach (var (name, code) in Corpus.Examples().Where((_, i) => i % (s_all ? 8 : 48) == 0))
        {
            var check = await checker.CheckAsync(code);
            await using var outcome = await fixture.Sandbox().RenderAsync(
                check.Code, Quality.Low, 0, new Progress<double>(), TestContext.Current.CancellationToken);
            if (outcome.Video is null) failed.Add($"{name}: {outcome.Failure!.Message}");
        }

        failed.ShouldBeEmpty();
    }

    private async Task RenderAsync(string code)
    {
        await using var outcome =
            await fixture.Sandbox().RenderAsync(code, Quality.Low, 0, new Progress<double>(), TestContext.Current.CancellationToken);
        outcome.Failure.ShouldBeNull();
        outcome.Video.ShouldNotBeNull().DurationSeconds.ShouldBeGreaterThan(0);
    }
}
