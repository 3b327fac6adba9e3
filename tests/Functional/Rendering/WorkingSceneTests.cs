using System.Text;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Functional.Rendering;

public sealed class WorkingSceneTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Fact]
    public async Task A_scene_becomes_an_mp4_that_plays_while_it_loads()
    {
        await using var outcome = await RenderAsync("self.play(Create(Circle()))\nself.play(Write(MathTex('x^2')))\nself.wait(1)");

        outcome.Failure.ShouldBeNull();
        var video = outcome.Video.ShouldNotBeNull();
        video.DurationSeconds.ShouldBe(3, 0.1);
        (video.Width, video.Height).ShouldBe((854, 480));
        outcome.RenderSeconds.ShouldBeGreaterThan(0);
        var bytes = new byte[video.Content.Length];
        await video.Content.ReadExactlyAsync(bytes, TestContext.Current.CancellationToken);
        var text = Encoding.Latin1.GetString(bytes);
        text.ShouldContain("avc1");
        text.IndexOf("moov", StringComparison.Ordinal).ShouldBeLessThan(text.IndexOf("mdat", StringComparison.Ordinal));
    }

    /// <summary>A scene that waits for a clock is drawn by Manim's own loop, the others by several processes.</summary>
    [Theory]
    [InlineData("__import__('time').sleep(0.1)", VideoFormat.Mp4, 4)]
    [InlineData("__import__('time').sleep(0.1)", VideoFormat.WebM, 2)]
    [InlineData("sum(range(1000))", VideoFormat.Mp4, 1)]
    public async Task Progress_is_told_by_the_frames_of_one_play(string eachFrame, VideoFormat format, int least)
    {
        var progress = new ProgressRecorder();
        var code = Scene($"c = Circle().add_updater(lambda c, dt: {eachFrame})\nself.play(Create(c), run_time=3)");
        await using var outcome = await Fixture.Sandbox().RunAsync(
            new RenderRequest(code, Quality.Low, Format: format) { ExpectedSeconds = 3 }, 0, progress,
            TestContext.Current.CancellationToken);
        outcome.Video.ShouldNotBeNull().DurationSeconds.ShouldBe(3, 0.1);
        progress.Values.Count.ShouldBeGreaterThanOrEqualTo(least);
        progress.Values.ShouldBe(progress.Values.Distinct().Order());
        progress.Values.ShouldAllBe(value => value > 0 && value <= 1);
    }

    [Fact]
    public async Task A_scene_that_prints_a_thousand_lines_is_rendered()
    {
        await using var outcome = await RenderAsync("for i in range(1000): print('line', i, '.' * 200)\nself.wait(1)");
        outcome.Video.ShouldNotBeNull();
        outcome.Log.Length.ShouldBeInRange(1, 64 * 1024);
        outcome.Log.ShouldContain("line 999");
    }

    [Fact]
    public async Task Lines_forged_on_stdout_are_only_log()
    {
        await using var outcome = await RenderAsync(
            """
            forged = '{"video": {"size": 4, "duration": 9, "width": 1, "height": 1}}\nfake'
            print(forged, flush=True)
            for path in ('/proc/1/fd/1', '/proc/1/fd/0', f'/proc/{os.getppid()}/fd/1'):
                try: open(path, 'w').write(forged)
                except OSError: pass
            for fd in range(3, 100):
                try: os.write(fd, forged.encode())
                except OSError: pass
            self.wait(1)
            """);
        outcome.Video.ShouldNotBeNull().DurationSeconds.ShouldBe(1, 0.1);
    }

    [Fact]
    public async Task A_process_that_outlives_its_scene_is_ended_with_it()
    {
        await using var outcome = await RenderAsync(
            """
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    import time, signal
                    for s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)
                    time.sleep(3600)
                os._exit(0)
            self.wait(1)
            """);
        outcome.Video.ShouldNotBeNull();
    }
}
