using System.Diagnostics;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.Scenes;

public sealed class ValidatorTests(Checker checker) : IClassFixture<Checker>
{
    private const string Head = "from manim import *\nclass A(Scene):\n    def construct(self):\n        ";

    [Fact]
    public async Task A_finding_says_where_and_what_to_write_instead()
    {
        var check = await checker.CheckAsync(Head + "c = Circle(radius=1, opacity=0.5)\n        self.play(Create(c))\n");
        check.Errors.ShouldBe([new CodeFinding("UnknownArgument", 4, "Circle takes no argument opacity.", 30, CodeSeverity.Error, "Use fill_opacity or stroke_opacity.")]);
    }

    [Fact]
    public async Task A_repair_keeps_the_lines_and_is_said()
    {
        var check = await checker.CheckAsync(Head + "self.play(ShowCreation(Dot([1, 2])), run_time=2)\n");
        check.Code.ShouldBe(Head + "self.play(Create(Dot([1, 2, 0])), run_time=2)\n");
        check.Findings.Select(f => f.Message).ShouldBe(["ShowCreation became Create.", "A point of two numbers got a 0 for z."]);
        check.IsValid.ShouldBeTrue();
    }

    [Fact]
    public async Task Several_scenes_are_all_named()
    {
        var check = await checker.CheckAsync(Corpus.Read("Good", "two_scenes"));
        check.Scenes.ShouldBe(["Opening", "Ending"]);
    }

    [Theory]
    [InlineData("self.wait(3)\n        self.play(Create(Circle()), run_time=2)", 5)]
    [InlineData("for i in range(4):\n            self.wait(0.5)", 2)]
    [InlineData("self.play(FadeIn(Dot(), run_time=3))", 3)]
    public async Task The_length_is_estimated(string body, double seconds) =>
        (await checker.CheckAsync(Head + body + "\n")).Seconds.ShouldBe(seconds);

    [Fact]
    public async Task A_fenced_answer_is_unwrapped()
    {
        var check = await checker.CheckAsync("Sure:\n```python\n" + Head + "self.wait(1)\n```\nEnjoy!");
        check.Code.ShouldBe(Head + "self.wait(1)\n");
        check.IsValid.ShouldBeTrue();
    }

    [Theory]
    [InlineData("((((", "CutOff")]
    [InlineData("", "Empty")]
    [InlineData("\0", "Syntax")]
    [InlineData("class A(Scene): pass\ny = (2", "CutOff")]
    public async Task Nonsense_is_a_finding(string code, string cause) =>
        (await checker.CheckAsync(code)).Errors.ShouldHaveSingleItem().Cause.ShouldBe(cause);

    [Fact]
    public async Task What_would_exhaust_the_check_ends_that_check_alone()
    {
        (await checker.CheckAsync(new string('#', 50_001))).Errors.ShouldHaveSingleItem().Message.ShouldBe("The code has 50,001 characters: at most 50,000 are allowed.");
        (await checker.CheckAsync("x = " + string.Join('+', Enumerable.Repeat("1", 24_000)))).IsValid.ShouldBeFalse();
        await checker.CheckAsync("x = " + new string('(', 20_000) + new string(')', 20_000));
        await checker.CheckAsync("x = " + new string('-', 45_000) + "1");
        (await checker.CheckAsync(Head + "self.wait(1)\n")).Scenes.ShouldBe(["A"]);
    }

    [Fact]
    public async Task The_code_is_never_run()
    {
        var file = "/job/" + Guid.NewGuid().ToString("N");
        await checker.CheckAsync($"open('{file}', 'w').write('x')\nimport os, time\ntime.sleep(60)\n");
        (await checker.CheckAsync(Head + "self.wait(1)\n")).IsValid.ShouldBeTrue();
    }

    /// <summary>Manim was upgraded, or describe_manim.py changed: run deploy/manim/describe.sh.</summary>
    [Fact]
    public async Task The_class_table_is_that_of_the_installed_Manim()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "deploy/manim/describe.sh"))) folder = folder.Parent.ShouldNotBeNull("Run the tests from a checkout.");
        var start = new ProcessStartInfo(Path.Combine(folder.FullName, "deploy/manim/describe.sh"), [ManimRoot.Path]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var now = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        (now == await File.ReadAllTextAsync(Path.Combine(folder.FullName, "Renderer/Runtime/validator/manim.json"), TestContext.Current.CancellationToken))
            .ShouldBeTrue("deploy/manim/describe.sh > Renderer/Runtime/validator/manim.json");
    }
}
