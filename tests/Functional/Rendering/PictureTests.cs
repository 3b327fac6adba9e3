using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Functional.Rendering;

/// <summary>Pictures that would be wrong without a word: they are right, or it is said.</summary>
public sealed class PictureTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Upright =
        "config.pixel_width = 1080\nconfig.pixel_height = 1920\nconfig.frame_width = 9\nconfig.frame_height = 16\n";
    private const string Round = "self.add(Circle(radius=3, color=YELLOW), Text('Front'))\nself.wait(0.2)";

    [Theory]
    [InlineData(Upright, 480, 854)]
    [InlineData("config.frame_width = 9\nconfig.frame_height = 16\n", 480, 854)]
    [InlineData("config.pixel_width, config.pixel_height = 600, 600\n", 480, 480)]
    [InlineData("config['pixel_width'] = 800\nconfig['pixel_height'] = 600\n", 640, 480)]
    [InlineData("config.frame_size = (2560, 1080)\n", 854, 360)]
    [InlineData("config.update({'pixel_width': 100, 'pixel_height': 4000})\n", 214, 854)]
    [InlineData("config.frame_width = 20\n", 854, 480)]
    [InlineData("config.frame_width = 20\nconfig.frame_height = 11.25\n", 854, 480)]
    [InlineData("config.quality = 'production_quality'\n", 854, 480)]
    public async Task The_picture_has_the_shape_that_the_code_chooses(string settings, int width, int height)
    {
        await using var outcome = await RenderAsync(Module(settings, Round));
        outcome.Failure.ShouldBeNull();
        var video = outcome.Video.ShouldNotBeNull();
        (video.Width, video.Height).ShouldBe((width, height));
        outcome.Thumbnail.ShouldNotBeNull();
        await KeepAsync(outcome, $"shape-{width}x{height}-{settings.Length}");
    }

    [Fact]
    public async Task Several_upright_scenes_are_one_video_and_what_only_the_command_line_runs_does_no_harm()
    {
        var body = $"from manim import *\n{Upright}";
        foreach (var name in new[] { "Front", "Back" })
        {
            body += $"class {name}(Scene):\n    def construct(self):\n"
                + $"        self.add(Circle(radius=3), Text('{name}'))\n        self.wait(0.5)\n";
        }
        body += "if __name__ == '__main__':\n    Front().render()\n    Back().render()\n";
        await using var outcome = await RenderAsync(body);
        outcome.Failure.ShouldBeNull();
        outcome.Video.ShouldNotBeNull().DurationSeconds.ShouldBe(1, 0.2);
        (outcome.Video!.Width, outcome.Video.Height).ShouldBe((480, 854));
        outcome.Layout.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(
        "self.next_section('a', skip_animations=True)\ns = Square()\nself.play(Create(s))\nself.next_section('b', skip_animations=True)\n"
            + "self.play(s.animate.rotate(1))",
        "Everything in Demo is skipped, by skip_animations: only its end is shown.")]
    [InlineData("self.play(Write(Text('\U0001F973 and \U0001FAE0 but not ✅ 你好 हिन्दी 😀')))",
        "No font here has the signs \U0001F973 \U0001FAE0: a box is drawn instead.")]
    [InlineData("a = Axes(x_range=[-3, 3])\nself.play(Create(a.plot(lambda x: x ** (1 / 3), x_range=[-2, 2])), run_time=0.2)",
        "The curve of line 6 is not drawn: its function has no value from -2 to -0.1. Give the range where it has one as x_range, or use "
            + "np.cbrt for a cube root.")]
    [InlineData("a = Axes(x_range=[-3, 3])\nself.play(Create(a.plot(np.log, x_range=[-1, 3])), run_time=0.2)",
        "The curve of line 6 is not drawn: its function has no value from -1 to 0. Give the range where it has one as x_range, or use "
            + "np.cbrt for a cube root.")]
    [InlineData("a = Axes(x_range=[-3, 3], y_range=[-3, 3])\nself.play(Create(a.plot(np.tan, x_range=[-3, 1, 0.01])), run_time=0.2)",
        "The curve of line 6 leaps from one side of the picture to the other near -1.58, by a steep line. If that is a pole, give it as "
            + "discontinuities=[...], or plot its sides one by one.")]
    [InlineData("self.add(Square().shift(20 * RIGHT), Text('hello'))\nself.wait(0.2)", "A Square lies outside of the picture.")]
    [InlineData("self.add(*[Dot(x * RIGHT) for x in range(12)])\nself.wait(0.2)", "4 objects of the class Dot lie outside of the picture.")]
    [InlineData("self.play(Write(Text('far away').shift(9 * UP)), run_time=0.2)", "A Text lies outside of the picture.")]
    [InlineData("self.add(Table([['a' * 30, 'b' * 30], ['c', 'd']]))\nself.wait(0.2)", "The Table reaches beyond the picture.")]
    [InlineData("config.pixel_width = 100\nself.add(Circle())\nself.wait(0.2)",
        "The shape of the picture is chosen before a scene begins: set config.pixel_width at the top.")]
    public async Task What_the_picture_lacks_is_said(string body, string said)
    {
        await using var outcome = await RenderAsync(body);
        outcome.Failure.ShouldBeNull();
        outcome.Video.ShouldNotBeNull();
        outcome.Layout.Select(finding => finding.Message).ShouldContain(said);
        await KeepAsync(outcome, $"advice-{said.Length}-{body.Length}");
    }

    [Theory]
    [InlineData("self.play(Write(Text('Größe, Ελλάδα, Привет, العربية, 日本語, 한국어, ไทย ♻️ ❤️ 👍🏽 √ ∑', font_size=24)))")]
    [InlineData("a = Axes(x_range=[-3, 3])\n"
        + "self.play(Create(a.plot(np.cbrt)), Create(a.plot(np.tan, discontinuities=[-PI / 2, PI / 2], dt=0.1)))")]
    [InlineData("a = Axes(x_range=[0.1, 3])\n"
        + "self.play(Create(a.plot(lambda x: 10 / x, x_range=[0.1, 3])), Create(a.plot(np.floor)))")]
    [InlineData("s = Square().shift(10 * LEFT)\nself.add(s)\nself.wait(0.2)\nself.play(s.animate.shift(10 * RIGHT), run_time=0.3)")]
    [InlineData("d = Dot()\nself.add(NumberPlane(), d)\nself.play(d.animate.shift(12 * RIGHT), run_time=0.3)")]
    [InlineData("self.play(Create(Circle()))\nself.next_section(skip_animations=True)\nself.play(FadeIn(Square()))")]
    public async Task What_is_right_is_not_talked_about(string body)
    {
        await using var outcome = await RenderAsync(body);
        outcome.Failure.ShouldBeNull();
        outcome.Layout.ShouldBeEmpty();
    }

    private static string Module(string settings, string body) =>
        $"from manim import *\n{settings}class Demo(Scene):\n    def construct(self):\n"
        + string.Join('\n', body.Split('\n').Select(line => "        " + line));

    /// <summary>For whoever looks at the pictures with their own eyes: VAULT_PICTURES is a folder.</summary>
    private static async Task KeepAsync(RenderOutcome outcome, string name)
    {
        if (Environment.GetEnvironmentVariable("VAULT_PICTURES") is { } folder && outcome.Thumbnail is { } picture)
            await File.WriteAllBytesAsync(Path.Combine(folder, name + ".jpg"), picture, TestContext.Current.CancellationToken);
    }
}
