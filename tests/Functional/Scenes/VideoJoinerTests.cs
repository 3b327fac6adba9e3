using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Functional.Rendering;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Storage;
using ObsidianVault.Renderer.Joining;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Scenes;

[Collection<SceneCollection>]
public sealed class VideoJoinerTests(SandboxFixture fixture) : IDisposable
{
    private const string Head = "from manim import *\nclass A(Scene):\n    def construct(self):\n        ";
    private readonly SandboxLauncher _launcher = new();

    public void Dispose()
    {
        _launcher.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1\n00:00:00,000 --> 00:00:01,000\nHello\n\n")]
    public async Task Scenes_become_one_video_with_chapters(string? subtitles)
    {
        var store = await StoreAsync("self.wait(1)", "self.play(Create(Circle()))\n        self.wait(1)");
        var order = new WorkOrder(WorkOrderKind.Join, null, Quality.Low)
        {
            Parts = [new("videos/0.mp4", "First; with = signs", 1), new("videos/1.mp4", "Second", 2)],
            Subtitles = subtitles,
        };
        var progress = new ProgressRecorder();
        await using var outcome = await Joiner(store).JoinAsync(order, 0, progress, TestContext.Current.CancellationToken);
        outcome.Failure.ShouldBeNull();
        progress.Values[^1].ShouldBe(1, 0.1);
        var video = outcome.Video.ShouldNotBeNull();
        video.DurationSeconds.ShouldBe(3, 0.2);
        var bytes = new byte[video.Content.Length];
        await video.Content.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        var text = System.Text.Encoding.Latin1.GetString(bytes);
        text.ShouldContain("First; with = signs");
        text.ShouldContain("Second");
        text.IndexOf("moov", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("mdat", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_no_video_is_a_failure_and_no_crash()
    {
        var store = await StoreAsync();
        await store.PutAsync("videos/x.mp4", new MemoryStream(new byte[1_000]), "video/mp4", TestContext.Current.CancellationToken);
        var order = new WorkOrder(WorkOrderKind.Join, null, Quality.Low) { Parts = [new("videos/x.mp4", "X", 1)] };
        await using var outcome = await Joiner(store).JoinAsync(order, 0, new ProgressRecorder(), TestContext.Current.CancellationToken);
        outcome.Failure.ShouldNotBeNull().Fault.ShouldBe(JobFault.Internal);
    }

    private VideoJoiner Joiner(IObjectStore store)
    {
        var options = fixture.Options(o => o.FirstUserId = 64_420);
        return new VideoJoiner(
            new SandboxCommand(options), _launcher, store,
            new StorePatience(store, TimeProvider.System, NullLogger<StorePatience>.Instance), new OptionsWrapper<RendererOptions>(options),
            TimeProvider.System, NullLogger<VideoJoiner>.Instance);
    }

    private async Task<IObjectStore> StoreAsync(params string[] bodies)
    {
        var store = new MemoryStore();
        for (var i = 0; i < bodies.Length; i++)
        {
            await using var outcome = await fixture.Sandbox().RenderAsync(
                Head + bodies[i] + "\n", Quality.Low, 0, new Progress<double>(), TestContext.Current.CancellationToken);
            await store.PutAsync(
                $"videos/{i}.mp4", outcome.Video.ShouldNotBeNull().Content, "video/mp4", TestContext.Current.CancellationToken);
        }

        return store;
    }
}
