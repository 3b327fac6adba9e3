using ObsidianVault.Functional.Rendering;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Functional.Scenes;

/// <summary>What Manim renders, the validator lets pass. Where VAULT_ALL_SCENES is 1, every idiom is rendered, else a sample.</summary>
[Collection<SceneCollection>]
public sealed class IdiomTests(SandboxFixture fixture)
{
    private static readonly int s_every = Environment.GetEnvironmentVariable("VAULT_ALL_SCENES") == "1" ? 1 : 45;

    private static Dictionary<string, string> Sample => Idioms.All().Where((_, i) => i % s_every == s_every / 2).ToDictionary();

    [Fact]
    public async Task Of_a_hundred_idioms_at_most_one_is_refused()
    {
        await using var checker = new Checker();
        var idioms = Idioms.All();
        idioms.Count.ShouldBeGreaterThanOrEqualTo(300);
        List<string> refused = [];
        foreach (var (name, code) in idioms)
        {
            if ((await checker.CheckAsync(code)).Errors.FirstOrDefault() is { } error) refused.Add($"{name}: {error.Message}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{refused.Count} of {idioms.Count} refused");
        (refused.Count / (double)idioms.Count).ShouldBeLessThanOrEqualTo(0.01, string.Join('\n', refused));
    }

    [Fact]
    public async Task Manim_renders_every_idiom_by_itself() => (await Idioms.RenderPlainAsync(Sample)).ShouldBeEmpty();

    [Fact]
    public async Task The_sandbox_renders_what_Manim_renders()
    {
        await using var checker = new Checker();
        List<string> failed = [];
        foreach (var (name, code) in Sample)
        {
            var check = await checker.CheckAsync(code);
            await using var outcome = await fixture.Sandbox().RenderAsync(
                check.Code, Quality.Low, 0, new Progress<double>(), TestContext.Current.CancellationToken);
            if (outcome.Video is null) failed.Add($"{name}: {outcome.Failure!.Message}");
        }

        failed.ShouldBeEmpty();
    }
}
