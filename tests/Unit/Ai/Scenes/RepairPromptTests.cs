using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;

namespace ObsidianVault.Unit.Ai.Scenes;

public sealed class RepairPromptTests
{
    private const string Code = "from manim import *\nclass A(Scene):\n    def construct(self):\n        c = Circle(opacity=0.5)\n"
        + "        self.play(Create(c))\n";

    [Fact]
    public void It_shows_the_error_the_line_and_what_Manim_has()
    {
        var prompt = RepairPrompt.Of(
            "a circle", new SceneFailure(Code, "UnknownArgument", 4, "Line 4: Circle takes no argument opacity."), ManimApi.Installed);
        prompt.ShouldContain("Line 4: Circle takes no argument opacity.");
        prompt.ShouldContain(">         c = Circle(opacity=0.5)");
        prompt.ShouldContain("Manim Community 0.21.0 has:");
        prompt.ShouldMatch(@"- Circle\(radius, color, .*fill_opacity");
        prompt.ShouldContain("```python\n" + Code);
    }

    [Fact]
    public void Without_a_line_the_file_has_to_do() =>
        RepairPrompt.Of("a circle", new SceneFailure(Code, "no_video", 0, "The scene plays no animation."), ManimApi.Installed)
            .ShouldNotContain("marked with");

    [Theory]
    [InlineData("axes.add_coordinates(x)", "CoordinateSystem")]
    [InlineData("always_redraw(f)", "always_redraw(func)")]
    public void Methods_and_functions_are_described_too(string line, string note) =>
        ManimApi.Installed.Describe(line).ShouldContain(n => n.Contains(note));

    [Fact]
    public void Of_what_is_not_Manims_nothing_is_said() => ManimApi.Installed.Describe("nothing_of_manims(1)").ShouldBeEmpty();

    [Fact]
    public void Notes_are_bounded()
    {
        var notes = ManimApi.Installed.Describe("Circle Square Axes Text MathTex Line Dot Arrow Polygon");
        notes.Length.ShouldBe(6);
        notes.ShouldAllBe(n => n.Length <= 401);
    }
}
