using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

/// <summary>Runs code in the sandbox without the validator, and checks that nothing is left behind.</summary>
[Collection<SandboxCollection>]
public abstract class SandboxTest(SandboxFixture fixture)
{
    private protected SandboxFixture Fixture => fixture;

    private protected async Task<RenderOutcome> RenderAsync(
        string body, Action<RendererOptions>? change = null, IProgress<double>? progress = null, double expectedSeconds = 0)
    {
        var code = body.Contains("class ", StringComparison.Ordinal) ? body : Scene(body);
        var request = new RenderRequest(code, Quality.Low) { ExpectedSeconds = expectedSeconds };
        var outcome = await fixture.Sandbox(change)
            .RunAsync(request, 0, progress ?? new Progress<double>(), TestContext.Current.CancellationToken);
        fixture.Leftovers().ShouldBeEmpty();
        return outcome;
    }

    private protected async Task<RenderFailure> FailAsync(string body, Action<RendererOptions>? change = null)
    {
        await using var outcome = await RenderAsync(body, change);
        outcome.Video.ShouldBeNull();
        return outcome.Failure.ShouldNotBeNull();
    }

    private protected static string Scene(string body) =>
        "from manim import *\nimport os\nclass Demo(Scene):\n    def construct(self):\n" +
        string.Join('\n', body.ReplaceLineEndings("\n").Split('\n').Select(line => "        " + line));
}
