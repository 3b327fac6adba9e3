using System.Diagnostics;
using ObsidianVault.Functional.Service;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Functional.Scenes;

public sealed class ValidatorTests(Checker checker) : IClassFixture<Checker>
{
    private const string Head = "from manim import *\nclass A(Scene):\n    def construct(self):\n        ";

    [Fact]
    public async Task A_finding_says_where_and_what_to_write_instead()
    {
        var check = await checker.CheckAsync(Head + "c = Circle(radius=1, opacity=0.5)\n        self.play(Create(c))\n");
        check.Errors.ShouldBe(
            [
                new CodeFinding(
                    "UnknownArgument", 4, "Circle takes no argument opacity.", 30, CodeSeverity.Error,
                    "Use fill_opacity or stroke_opacity."),
            ]);
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
        (await checker.CheckAsync(new string('#', 50_001))).Errors.ShouldHaveSingleItem().Message
            .ShouldBe("The code has 50,001 characters: at most 50,000 are allowed.");
        (await checker.CheckAsync("x = " + string.Join('+', Enumerable.Repeat("1", 24_000)))).IsValid.ShouldBeFalse();
        await checker.CheckAsync("x = " + new string('(', 20_000) + new string(')', 20_000));
        await checker.CheckAsync("x = " + new string('-', 45_000) + "1");
        (await checker.CheckAsync(Head + "self.wait(1)\n")).Scenes.ShouldBe(["A"]);
    }

    /// <summary>Each once took from seconds to practically forever, because of its lists, classes, sums or methods.</summary>
    [Theory]
    [MemberData(nameof(Tangles))]
    public async Task Code_that_is_tangled_is_checked_at_once(string name, string code)
    {
        var watch = Stopwatch.StartNew();
        (await checker.CheckAsync(code)).Findings.ShouldNotContain(f => f.Cause == "NotChecked", name);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2), name);
    }

    public static TheoryData<string, string> Tangles()
    {
        const string line = "        ";
        static string Many(int count, Func<int, string> text) => string.Concat(Enumerable.Range(0, count).Select(text));
        return new TheoryData<string, string>
        {
            {
                "chains of names",
                Head + "a12 = [1]\n" + Many(12, i => string.Concat(Enumerable.Repeat($"{line}a{i} = a{i + 1}\n", 4)))
                    + line + "for x in a0:\n            self.play(x)\n"
            },
            { "long lists", Head + $"a = [{Many(2500, _ => "Dot(),")}]\n" + Many(700, _ => $"{line}for x in a: x.foo()\n") },
            { "loops of loops", Head + Many(400, _ => $"for a in a: self.play(a)\n{line}") },
            { "a line of classes", "from manim import *\n" + Many(1600, i => $"class A{i}(A{i + 1}): pass\n") },
            {
                "classes in a circle",
                "from manim import *\n" + Many(40, i => $"class A{i}(A{(i + 1) % 40},A{(i + 2) % 40},A{(i + 3) % 40}): pass\n")
            },
            {
                "methods that call each other",
                "from manim import *\nclass A(Scene):\n"
                    + Many(20, i => $"    def f{i}(self): {Many(20, j => $"self.f{j}();")}\n") + "    def construct(self): self.f0()\n"
            },
            {
                "the camera",
                "from manim import *\nclass A(MovingCameraScene):\n    def construct(self):\n"
                    + Many(1100, _ => $"{line}self.camera.frame.shift(UP)\n")
            },
            { "sums", Head + Many(24, _ => $"x = {string.Join('+', Enumerable.Repeat("a", 190))}\n{line}") },
            { "sums of texts", Head + Many(20, _ => $"MathTex({string.Join('+', Enumerable.Repeat("'a'", 190))})\n{line}") },
            { "names that do not exist", Head + Many(90, _ => $"if {string.Join(" and ", Enumerable.Repeat("a", 100))}: pass\n{line}") },
            { "points of two", Head + Many(2000, _ => $"Dot([1,2])\n{line}") },
        };
    }

    [Fact]
    public async Task A_check_that_comes_to_no_end_says_so()
    {
        // Exceeds the size limit of a request, as any code that exhausts the checker does.
        var check = await checker.CheckAsync(new string('日', 70_000));
        check.Findings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(f => f.Cause.ShouldBe("NotChecked"), f => f.Severity.ShouldBe(CodeSeverity.Warning));
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
        while (!File.Exists(Path.Combine(folder.FullName, "deploy/manim/describe.sh")))
        {
            folder = folder.Parent.ShouldNotBeNull("Run the tests from a checkout.");
        }
        var start = new ProcessStartInfo(Path.Combine(folder.FullName, "deploy/manim/describe.sh"), [ManimRoot.Path])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var now = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.ExitCode.ShouldBe(0);
        var kept = await File.ReadAllTextAsync(
            Path.Combine(folder.FullName, "Renderer/Runtime/validator/manim.json"), TestContext.Current.CancellationToken);
        (now == kept).ShouldBeTrue("deploy/manim/describe.sh > Renderer/Runtime/validator/manim.json");
    }
}
