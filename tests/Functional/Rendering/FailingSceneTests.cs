using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Functional.Rendering;

public sealed class FailingSceneTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Theory]
    [InlineData("Foo()", JobFault.Scene, "Line 5: NameError: name 'Foo' is not defined.")]
    [InlineData("pass", JobFault.NoVideo, "The scene plays no animation: add self.play(...) or self.wait().")]
    [InlineData("self.wait(0.2); os._exit(0)", JobFault.Scene, "The scene ended before its video was complete.")]
    [InlineData("os.kill(os.getpid(), 40)", JobFault.Scene, "The scene crashed (signal 40).")]
    [InlineData("raise MemoryError()", JobFault.Limit, "The scene used more than 2048 MiB of memory: use fewer or simpler objects.")]
    public async Task A_failing_scene_is_explained_in_one_sentence(string body, JobFault fault, string message)
    {
        var failure = await FailAsync(body);
        (failure.Fault, failure.Message).ShouldBe((fault, message));
    }

    [Fact]
    public async Task A_formula_that_latex_refuses_is_explained()
    {
        var failure = await FailAsync(@"self.play(Write(MathTex(r'\nosuchcommand{x}')))");
        failure.Fault.ShouldBe(JobFault.Scene);
        failure.Message.ShouldStartWith("Line 5: LaTeX could not set a formula: ");
        failure.Message.ShouldNotContain("/job");
    }

    [Fact]
    public async Task A_scene_without_animation_among_others_is_named()
    {
        var failure = await FailAsync(
            "from manim import *\nclass A(Scene):\n    def construct(self): self.wait(0.2)\nclass B(Scene):\n"
                + "    def construct(self): self.add(Circle())\n");
        (failure.Fault, failure.Message).ShouldBe((JobFault.Code, "The scene B plays no animation: add self.play(...) or self.wait()."));
    }

    [Fact]
    public async Task More_scenes_than_one_video_holds_are_refused()
    {
        var scenes = Enumerable.Range(0, 51).Select(n => $"class S{n}(Scene):\n    def construct(self): self.wait(0.1)\n");
        var failure = await FailAsync("from manim import *\n" + string.Concat(scenes));
        (failure.Fault, failure.Message).ShouldBe((JobFault.Code, "The code has 51 scenes: at most 50 make one video."));
    }

    [Fact]
    public async Task A_sound_video_that_leaves_no_room_for_what_is_made_of_it_is_no_broken_video()
    {
        // Motion makes a GIF far larger than a video.
        const string body =
            """
            picture = ImageMobject(np.random.randint(0, 255, (480, 854, 3)).astype('uint8')).scale_to_fit_height(8)
            self.play(picture.animate.shift(3 * RIGHT), run_time=2)
            self.wait(0.2)
            drawn = sum(os.path.getsize(os.path.join(place, name)) for place, _, names in os.walk('/job/media') for name in names)
            left = os.statvfs('/job').f_bavail * 4096 - 3 * drawn - 300_000
            with open('/job/media/filling', 'wb') as filling:
                while left > 0: left -= filling.write(bytes(min(left, 1 << 20)))
            """;
        await using var outcome = await Fixture.Sandbox().RunAsync(
            new RenderRequest(Scene(body), Quality.Low, Format: VideoFormat.Gif), 0, new Progress<double>(),
            TestContext.Current.CancellationToken);
        outcome.Failure.ShouldNotBeNull().Message.ShouldBe("The scene wrote more than 128 MiB: make it shorter or choose a lower quality.");
    }

    [Theory]
    [InlineData("while True: pass", "line 5 was running, and nothing was being drawn. Look for a loop that does not end.")]
    [InlineData("import time\ntime.sleep(3600)", "line 6 was running, and nothing was being drawn. Look for a loop that does not end.")]
    [InlineData("self.play(Create(Circle()), run_time=0.2)\nn = 0\nwhile True:\n    n += 1",
        "line 8 was running, and nothing was being drawn. Look for a loop that does not end.")]
    [InlineData("self.play(Create(VGroup(*[Square() for _ in range(4000)])), run_time=500)",
        "line 5 was being drawn. Use fewer or simpler objects there, a shorter time, or a lower quality.")]
    [InlineData("MathTex(r'\\def\\a{\\a}\\a')", "LaTeX was setting the formula of line 5.")]
    public async Task An_endless_scene_is_stopped_by_the_clock_where_it_was(string body, string where)
    {
        var failure = await FailAsync(body, options => options.TimeLimit = TimeSpan.FromSeconds(8));
        (failure.Fault, failure.Message).ShouldBe((JobFault.Limit, $"The scene ran for more than 8 s and was stopped: {where}"));
        failure.RenderSeconds.ShouldBeInRange(8, 11);
    }

    [Fact]
    public async Task A_loop_that_plays_for_ever_is_told_from_a_long_video()
    {
        var failure = await FailAsync("while True:\n    self.wait(1)", options => options.VideoSeconds = 120);
        failure.Message.ShouldBe("Line 6: The video would be longer than 120 s: line 6 has played 121 times. Does its loop end?");
    }

    [Theory]
    [InlineData(@"MathTex(r'\nosuchcommand{x}')", "it does not know \\nosuchcommand. Check how it is written, or add its package with ")]
    [InlineData(@"Tex(r'\textbf{a}} {')", "its braces do not match. Check its braces.")]
    [InlineData(@"Tex(r'x^2')", "what is allowed only in maths stands in a text. Put it between $ signs, or use MathTex.")]
    [InlineData(@"MathTex(r'\begin{nosuch}x\end{nosuch}')", "it does not know the environment nosuch. Add the package ")]
    [InlineData(@"MathTex(r'x^2^3')", "two superscripts stand at one place. Put braces round the inner one.")]
    [InlineData(@"config.tex_template.add_to_preamble(r'\usepackage{nosuch}'); Tex('a')", "the package nosuch.sty is not installed here.")]
    [InlineData(@"open('missing.txt')", "There is no file missing.txt: a scene has no files but those that it writes itself.")]
    [InlineData("Circle().get_nothing(1)", "A get_ method is called here that does not exist")]
    [InlineData("FunctionGraph(lambda x: x ^ 2)", "^ is no power in Python: write **.")]
    [InlineData("Dot([float((-8) ** (1 / 3)), 0, 0])", "A number became complex here")]
    [InlineData("if Dot().get_center() == ORIGIN: pass", "Arrays cannot be compared by ==")]
    public async Task What_Python_and_LaTeX_complain_of_is_said_in_words_that_help(string body, string said) =>
        (await FailAsync(body)).Message.ShouldContain(said);

    [Fact]
    public async Task A_cancelled_render_ends_at_once_and_leaves_nothing()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new CancelOnProgress(cancel);
        var thrown = await Record.ExceptionAsync(() => Fixture.Sandbox().RenderAsync(
            Scene("self.wait(0.1)\nwhile True: pass"), Quality.Low, 0, progress, cancel.Token));
        thrown.ShouldBeOfType<RenderCancelledException>().RenderSeconds.ShouldBeGreaterThan(0);
        Fixture.Leftovers().ShouldBeEmpty();
    }

    private sealed class CancelOnProgress(CancellationTokenSource cancel) : IProgress<double>
    {
        public void Report(double value) => cancel.Cancel();
    }
}
