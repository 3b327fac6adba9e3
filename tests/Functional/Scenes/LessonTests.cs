using System.Text.RegularExpressions;
using ObsidianVault.Ai.Lessons;
using ObsidianVault.Ai.Prompts;
using ObsidianVault.Functional.Rendering;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Functional.Scenes;

/// <summary>The class that models' scenes extend, and the examples that models are shown, in the real sandbox.</summary>
[Collection<SceneCollection>]
public sealed partial class LessonTests(SandboxFixture fixture)
{
    /// <summary>Words that are too long, a figure that is too large, more steps than there is room for, in several scripts.</summary>
    private const string Crowded =
        """
        from manim import *


        class Crowded(Lesson):
            def construct(self):
                for title, words in (
                    ("A title that is a good deal longer than the picture is wide, even when it is set in small letters", "because"),
                    ("لماذا مساحة الدائرة πr²؟", "لأن الدائرة تقطع إلى شرائح ثم ترتب الشرائح جنبًا إلى جنب فتصبح مستطيلًا طوله نصف المحيط"),
                    ("为什么圆的面积是 πr²？", "我们把圆切成许多相等的扇形，然后一个一个地排列起来，越来越接近一个长方形，它的长是半个圆周。"),
                    ("वृत्त का क्षेत्रफल πr² क्यों है?", "क्योंकि हम वृत्त को बराबर टुकड़ों में काटते हैं"),
                ):
                    self.begin(title)
                    figure = Square(9, color=AQUA)
                    self.place(figure)
                    label = self.inside(Lesson.text("label").next_to(figure, RIGHT))
                    self.say(words * 2, Create(figure), FadeIn(label), run_time=0.5)
                    self.wipe("figure")
                    for k in range(4):
                        self.step(rf"x_{k} = \frac{{1}}{{{k + 1}}}", words)
                    self.result(words)
                    self.swap(self.mobjects[-1], Circle())
                    self.wipe()
        """;

    public static TheoryData<string> Examples =>
    [
        .. CodeBlock().Matches(ScenePrompts.Of("2").Code).Concat(CodeBlock().Matches(ScenePrompts.Of("2").Simpler))
            .Select(match => match.Groups[1].Value),
        Crowded,
    ];

    [Theory, MemberData(nameof(Examples))]
    public async Task It_keeps_things_apart_and_has_no_findings(string code)
    {
        var whole = LessonFrame.Complete(code);
        await using var checker = new Checker();
        (await checker.CheckAsync(whole)).Findings.ShouldBeEmpty();
        // The last frame alone runs the whole scene; all of them are for whoever wants to look.
        var folder = Environment.GetEnvironmentVariable("VAULT_PICTURES");
        var request = new RenderRequest(whole, Quality.Low, folder is null ? RenderMode.Gate : RenderMode.Render) { Sheet = true };
        await using var outcome = await fixture.Sandbox().RunAsync(
            request, 0, new Progress<double>(), TestContext.Current.CancellationToken);
        outcome.Failure.ShouldBeNull();
        outcome.Layout.ShouldBeEmpty();
        if (folder is not null)
        {
            var name = Path.Combine(folder, $"lesson-{code.Length}.jpg");
            await File.WriteAllBytesAsync(name, outcome.Sheet.ShouldNotBeNull(), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>What goes wrong within the class was asked for by a line of the scene.</summary>
    [Fact]
    public async Task A_failure_names_the_line_of_the_scene()
    {
        const string code = "from manim import *\n\n\nclass A(Lesson):\n    def construct(self):\n        self.step(None)\n";
        var whole = LessonFrame.Complete(code);
        await using var outcome = await fixture.Sandbox().RenderAsync(
            whole, Quality.Low, 0, new Progress<double>(), TestContext.Current.CancellationToken);
        LessonFrame.MessageWithout(whole, outcome.Failure!.Message).ShouldStartWith("Line 6: ");
    }

    [GeneratedRegex("```python\n(# title.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex CodeBlock();
}
