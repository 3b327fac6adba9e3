using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

/// <summary>The output: formats, sizes, lengths, thumbnails, and findings about a scene's layout.</summary>
public sealed class OutputTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Theory]
    [InlineData(VideoFormat.Mp4, 4, "ftyp")]
    [InlineData(VideoFormat.WebM, 0, "\u001aE\u00df\u00a3")]
    [InlineData(VideoFormat.Gif, 0, "GIF89a")]
    [InlineData(VideoFormat.Png, 1, "PNG")]
    public async Task Every_format_comes_out_with_a_thumbnail(VideoFormat format, int at, string mark)
    {
        await using var outcome = await RunAsync(
            new RenderRequest(Scene("self.play(Create(Circle().set_fill(BLUE, 1)), run_time=0.5)"), Quality.Low, Format: format));
        outcome.Failure.ShouldBeNull();
        var head = new byte[16];
        await outcome.Video.ShouldNotBeNull().Content.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        Encoding.Latin1.GetString(head, at, mark.Length).ShouldBe(mark);
        outcome.Thumbnail.ShouldNotBeNull()[..3].ShouldBe([0xFF, 0xD8, 0xFF]);
    }

    [Fact]
    public async Task A_video_over_its_channels_limit_is_encoded_again_to_fit()
    {
        const string body = "rng = np.random.default_rng(1)\nfor _ in range(8):\n    self.clear(); self.add(*[Dot([rng.uniform(-7, 7), "
            + "rng.uniform(-4, 4), 0], color=random_bright_color()) for _ in range(300)]); self.wait(0.5)";
        await using var free = await RunAsync(new RenderRequest(Scene(body), Quality.Low));
        var size = free.Video.ShouldNotBeNull().Content.Length;
        await using var fitted = await RunAsync(new RenderRequest(Scene(body), Quality.Low, MaxBytes: size / 2));
        fitted.Video.ShouldNotBeNull().Content.Length.ShouldBeLessThanOrEqualTo(size / 2);
        fitted.Video!.DurationSeconds.ShouldBe(free.Video!.DurationSeconds, 0.1);
    }

    [Fact]
    public async Task Several_scenes_are_joined_in_the_order_of_the_code_or_the_named_one_is_rendered()
    {
        const string code = "from manim import *\nclass Base(Scene):\n    pass\nclass Two(Base):\n    def construct(self): self.wait(1)\n"
            + "class One(Base):\n    def construct(self): self.wait(0.4)\n";
        await using var joined = await RunAsync(new RenderRequest(code, Quality.Low));
        joined.Video.ShouldNotBeNull().DurationSeconds.ShouldBe(1.4, 0.07);
        joined.Scenes.Select(scene => scene.Name).ShouldBe(["Two", "One"]);
        await using var named = await RunAsync(new RenderRequest(code, Quality.Low, Scene: "One"));
        named.Video.ShouldNotBeNull().DurationSeconds.ShouldBe(0.4, 0.07);
    }

    [Fact]
    public async Task The_gate_runs_the_whole_scene_and_gives_its_exact_length_and_errors()
    {
        const string body = "self.play(Create(Circle()), run_time=1.5)\nself.play(Succession(FadeIn(Square()), FadeOut(Square())), "
            + "run_time=2)\nself.wait(3.3)\n";
        await using var gate = await RunAsync(new RenderRequest(Scene(body), Quality.Low, RenderMode.Gate));
        gate.Failure.ShouldBeNull();
        await using var full = await RunAsync(new RenderRequest(Scene(body), Quality.Low));
        gate.Scenes.ShouldHaveSingleItem().Seconds.ShouldBe(full.Video.ShouldNotBeNull().DurationSeconds, 0.01);
        gate.Thumbnail.ShouldNotBeNull();
        gate.RenderSeconds.ShouldBeGreaterThan(0);
        gate.ProcessorSeconds.ShouldBeLessThan(full.ProcessorSeconds);
        await using var broken = await RunAsync(new RenderRequest(Scene(body + "Foo()"), Quality.Low, RenderMode.Gate));
        broken.Failure.ShouldNotBeNull().Message.ShouldStartWith("Line 8: NameError");
    }

    [Theory]
    [InlineData("self.add(Text('far away').shift(6.5 * RIGHT)); self.wait(0.2)", "off-frame",
        "The text 'far away' reaches beyond the picture.")]
    [InlineData("self.add(Text('one'), Text('two')); self.wait(0.2)", "overlap", "The texts 'one' and 'two' lie on each other.")]
    [InlineData("self.wait(1)", "blank", "The video shows nothing.")]
    [InlineData("self.add(Circle()); self.wait(1)", "static", "Nothing moves in the video.")]
    public async Task What_looks_wrong_is_said(string body, string cause, string message)
    {
        await using var outcome = await RenderAsync(body);
        outcome.Video.ShouldNotBeNull();
        outcome.Layout.ShouldContain(new LayoutFinding(cause, message));
    }

    [Fact]
    public async Task What_looks_right_is_not_spoken_of()
    {
        await using var outcome = await RenderAsync(
            "t = Text('title').to_edge(UP)\na = Axes().add_coordinates().scale(0.7)\nself.play(Write(t), Create(a))\n"
                + "self.play(t.animate.shift(0.2 * DOWN))\nself.play(FadeOut(t, shift=10 * UP))");
        outcome.Layout.ShouldBeEmpty();
    }

    /// <summary>The exact frames are examined, not the key frames before them.</summary>
    [Fact]
    public async Task One_animation_moves_and_is_seen()
    {
        await using var moved = await RenderAsync("s = Square().shift(3 * LEFT)\nself.play(s.animate.shift(6 * RIGHT))");
        moved.Layout.ShouldBeEmpty();
        await using var blank = await RenderAsync("self.wait(1)");
        await using var drawn = await RenderAsync("self.play(Create(Square()))");
        drawn.Layout.ShouldBeEmpty();
        drawn.Thumbnail.ShouldNotBeNull().Length.ShouldBeGreaterThan(blank.Thumbnail.ShouldNotBeNull().Length);
    }

    /// <summary>Scenes whose motion lies between the frames that are examined, or comes from an updater.</summary>
    [Theory]
    [InlineData("self.play(Write(Text('Hello')))\nself.wait(5)")]
    [InlineData("self.play(FadeIn(Circle()), run_time=0.2)\nself.wait(4)")]
    [InlineData("self.add(Square())\nself.wait(3)\nself.play(Indicate(Dot(3 * UP)), run_time=0.2)\nself.wait(3)")]
    [InlineData("c = Circle(fill_opacity=1)\nself.play(FadeIn(c))\nself.play(FadeOut(c))\nself.wait(8)")]
    [InlineData(
        "d = Dot(2 * RIGHT, radius=1)\nself.add(d)\nself.play(Rotate(d, 10 * TAU, about_point=ORIGIN), run_time=5, rate_func=linear)")]
    [InlineData("d = Dot(2 * LEFT)\nd.add_updater(lambda m, dt: m.shift(dt * RIGHT))\nself.add(d)\nself.wait(2)")]
    [InlineData(
        "t = ValueTracker(0)\nn = always_redraw(lambda: Dot(t.get_value() * RIGHT))\nself.add(n)\nself.play(t.animate.set_value(2))")]
    [InlineData("p = Circle(2)\nd = Dot()\nself.add(p, d)\nself.play(MoveAlongPath(d, p), run_time=5, rate_func=linear)")]
    public async Task What_moves_is_called_neither_still_nor_blank(string body)
    {
        await using var outcome = await RenderAsync(body);
        outcome.Video.ShouldNotBeNull();
        outcome.Layout.ShouldBeEmpty();
        // The thumbnail is not empty either: a black one has 1,664 bytes.
        outcome.Thumbnail.ShouldNotBeNull().Length.ShouldBeGreaterThan(1_700);
    }

    [Fact]
    public async Task A_cache_that_cannot_set_a_formula_waits_for_the_next()
    {
        // No program can be started with an argument of this length.
        var renderer = Fixture.Of(options => options.Root = "/" + new string('a', 200_000));
        await renderer.Setter.SetAsync(Wanted("x"), TestContext.Current.CancellationToken);
        Directory.GetFiles(renderer.Formulas.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_formula_is_set_once_for_all_jobs_and_only_by_a_sandbox_that_ran_no_scene()
    {
        var renderer = Fixture.Of();
        const string formula = @"\frac{7}{x} \otimes 3";
        var request = new RenderRequest(Scene($"self.add(MathTex(r'{formula}')); self.wait(0.2)"), Quality.Low);
        await using (var first = await RunAsync(request)) first.LatexStarts.ShouldBe(1);
        var before = Directory.GetFiles(renderer.Formulas.Folder).Length;
        await SetAsync(renderer, "otimes");
        Directory.GetFiles(renderer.Formulas.Folder).Length.ShouldBe(before + 1);
        await using var second = await RunAsync(request);
        (second.Failure, second.LatexStarts).ShouldBe((null, 0));
    }

    [Fact]
    public async Task A_scene_cannot_put_its_own_picture_under_a_formulas_name()
    {
        var renderer = Fixture.Of();
        // It requests a formula, and leaves its own picture in the formula's place.
        await using (var hostile = await RenderAsync(
            """
            import json
            from scene import formulas
            source = config.tex_template.get_texcode_for_expression_in_env('zzz', 'align*')
            os.makedirs('/job/media/Tex', exist_ok=True)
            open(f"/job/media/Tex/{formulas.key(source, 'latex', '.dvi')[:16]}.svg", 'w').write('<svg>poison</svg>')
            os.write(3, (json.dumps({'formula': {'source': source, 'compiler': 'latex', 'format': '.dvi'}}) + '\n').encode())
            self.wait(0.2)
            """))
        {
            hostile.Failure.ShouldBeNull();
        }

        var wanted = await SetAsync(renderer, "zzz");
        var svg = await File.ReadAllTextAsync(
            Path.Combine(renderer.Formulas.Folder, FormulaCache.Key(wanted) + ".svg"), TestContext.Current.CancellationToken);
        svg.ShouldNotContain("poison");
        svg.ShouldContain("<path");
    }

    [Fact]
    public async Task A_formula_that_never_ends_keeps_no_picture_waiting_and_one_that_is_refused_is_not_tried_again()
    {
        var renderer = Fixture.Of();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var endless = renderer.Setter.SetAsync(Wanted(@"\def\a{\a}\a"), end.Token);
        var picture = new
        {
            mode = "visual",
            spec = new { kind = "plot", expressions = new[] { "x^2" }, xMin = -1, xMax = 1, format = "png" },
            limits = renderer.Sandbox.Limits(TimeSpan.FromSeconds(10)),
            output = ManimSandbox.MaxPicture,
        };
        var drawn = await renderer.Sandbox.PictureAsync(Fixture.Options().PictureSlot, picture, TimeSpan.FromSeconds(30), end.Token);
        drawn.Content.ShouldNotBeNull(drawn.Error?.Message);
        endless.IsCompleted.ShouldBeFalse();
        await end.CancelAsync();
        await endless.ShouldThrowAsync<OperationCanceledException>();

        var refused = Wanted(@"\documentclass{article}\begin{document}\nosuchthing\end{document}");
        renderer.Formulas.Want(refused.Formula, refused.Tab);
        await SetAsync(renderer, "nosuchthing");
        renderer.Formulas.Want(refused.Formula, refused.Tab);
        renderer.Formulas.Wanted.Count.ShouldBe(0);
        Fixture.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public async Task Formulas_that_never_end_take_no_longer_than_is_left_to_their_job_that_is_over()
    {
        // A renderer whose formulas nobody else takes.
        var renderer = Fixture.Of(options => options.VideoSeconds = 60);
        var tab = new FormulaTab("somebody");
        const string body =
            """
            import json
            for n in range(40):
                source = chr(92) + 'def' + chr(92) + 'a{' + chr(92) + 'a}' + chr(92) + f'a {n}'
                asked = {'formula': {'source': source, 'compiler': 'latex', 'format': '.dvi'}}
                os.write(3, (json.dumps(asked) + chr(10)).encode())
            os._exit(0)
            """;
        await using var outcome = await renderer.Sandbox.RunAsync(
            new RenderRequest(Scene(body), Quality.Low) { Formulas = tab }, 0, new Progress<double>(),
            TestContext.Current.CancellationToken);
        renderer.Formulas.Wanted.Count.ShouldBe(40);
        var closed = tab.CloseAsync();
        await renderer.Setter.StartAsync(TestContext.Current.CancellationToken);
        // Ending one takes a moment more.
        (await closed.WaitAsync(TestContext.Current.CancellationToken)).ShouldBeInRange(1, 2 * FormulaTab.MostAfterwards.TotalSeconds);
        renderer.Formulas.Wanted.Count.ShouldBe(0);
        await renderer.Setter.StopAsync(TestContext.Current.CancellationToken);
        Fixture.Leftovers().ShouldBeEmpty();
    }

    [Fact]
    public void A_full_cache_of_formulas_loses_the_oldest_tenth()
    {
        var folder = Directory.CreateTempSubdirectory("vault-formulas-");
        try
        {
            var cache = new FormulaCache(
                new OptionsWrapper<RendererOptions>(new RendererOptions { FormulaFolder = Path.Combine(folder.FullName, "cache") }));
            foreach (var number in Enumerable.Range(0, 20))
            {
                cache.Add($"{number:D40}", [1]);
                File.SetLastWriteTimeUtc(Path.Combine(cache.Folder, $"{number:D40}.svg"), DateTime.UnixEpoch.AddDays(number));
            }

            cache.MakeRoom(21);
            Directory.GetFiles(cache.Folder).Length.ShouldBe(20);
            cache.MakeRoom(20);
            Directory.GetFiles(cache.Folder).Select(Path.GetFileNameWithoutExtension).Order()
                .ShouldBe(Enumerable.Range(2, 18).Select(number => $"{number:D40}"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static WantedFormula Wanted(string source)
    {
        var wanted = new WantedFormula(new SandboxFrame.FormulaPart(source, "latex", ".dvi"), new FormulaTab("somebody"));
        wanted.Tab.TryAdd().ShouldBeTrue();
        return wanted;
    }

    /// <summary>Typesets the wanted formula that contains this, and drops those before it.</summary>
    private static async Task<SandboxFrame.FormulaPart> SetAsync(SandboxFixture.Renderer renderer, string part)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var wanted = await renderer.Formulas.Wanted.TakeAsync(cancellationToken);
        while (!wanted.Formula.Source.Contains(part, StringComparison.Ordinal))
            wanted = await renderer.Formulas.Wanted.TakeAsync(cancellationToken);
        await renderer.Setter.SetAsync(wanted, cancellationToken);
        while (renderer.Formulas.Wanted.Count > 0) await renderer.Formulas.Wanted.TakeAsync(cancellationToken);
        return wanted.Formula;
    }

    private async Task<RenderOutcome> RunAsync(RenderRequest request)
    {
        var outcome = await Fixture.Sandbox().RunAsync(request, 0, new Progress<double>(), TestContext.Current.CancellationToken);
        Fixture.Leftovers().ShouldBeEmpty();
        return outcome;
    }
}
