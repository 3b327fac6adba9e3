using ObsidianVault.Ai.Lessons;

namespace ObsidianVault.Unit.Ai.Scenes;

public sealed class LessonFrameTests
{
    private const string Code =
        "# title: A\nfrom manim import *\n\n\nclass A(Lesson):\n    def construct(self):\n        self.begin(\"A\")\n        self.oops()\n";

    [Fact]
    public void A_file_that_extends_the_class_gets_it_and_its_author_sees_it_without()
    {
        var whole = LessonFrame.Complete(Code);
        whole.ShouldStartWith("# title: A\nfrom manim import *\n\n# The frame of the lesson");
        whole.ShouldContain("class Lesson(Scene):");
        whole.ShouldEndWith("self.oops()\n");
        LessonFrame.Without(whole).ShouldBe(Code);
        LessonFrame.Complete(whole).ShouldBe(whole);
    }

    [Fact]
    public void Lines_are_those_that_the_author_wrote()
    {
        var whole = LessonFrame.Complete(Code);
        var lines = whole.Split('\n');
        var written = Code.Split('\n');
        for (var line = 1; line <= written.Length; line++)
        {
            if (written[line - 1].Length == 0) continue;
            var at = Array.LastIndexOf(lines, written[line - 1]) + 1;
            LessonFrame.LineWithout(whole, at).ShouldBe(line);
        }

        var inside = Array.IndexOf(lines, "class Lesson(Scene):") + 1;
        LessonFrame.LineWithout(whole, inside).ShouldBe(0);
        var failing = Array.IndexOf(lines, "        self.oops()") + 1;
        LessonFrame.MessageWithout(whole, $"Line {failing}: no oops. Line {inside}: x.").ShouldBe("Line 8: no oops. The class Lesson: x.");
        LessonFrame.MessageWithout(Code, "Line 8: no oops.").ShouldBe("Line 8: no oops.");
    }

    [Theory]
    [InlineData("class A(Lesson):\n    pass\n", "from manim import *\n\n# The frame")]
    [InlineData("# title: A\nclass A(Lesson):\n    pass\n", "# title: A\nfrom manim import *\n\n# The frame")]
    public void An_import_that_is_missing_is_added(string code, string start) => LessonFrame.Complete(code).ShouldStartWith(start);

    [Theory]
    [InlineData("from manim import *\nclass A(Scene):\n    pass\n")]
    [InlineData("from manim import *\nclass Lesson(Scene):\n    pass\nclass A(Lesson):\n    pass\n")]
    [InlineData("")]
    public void Other_files_stay_as_they_are(string code)
    {
        LessonFrame.Complete(code).ShouldBe(code);
        LessonFrame.Without(code).ShouldBe(code);
    }
}
