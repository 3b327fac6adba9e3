using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Unit.Rendering;

public sealed class CodeFindingTests
{
    [Theory]
    [InlineData(4, "Circle takes no argument opacity.", "Use fill_opacity or stroke_opacity.",
        "Line 4: Circle takes no argument opacity. Use fill_opacity or stroke_opacity.")]
    [InlineData(0, "The code breaks off.", null, "The code breaks off.")]
    [InlineData(2, "ShowCreation does not exist in Manim Community: use Create.", "Create",
        "Line 2: ShowCreation does not exist in Manim Community: use Create.")]
    [InlineData(2, "A % begins a comment in LaTeX: write \\%.", "\\%", "Line 2: A % begins a comment in LaTeX: write \\%.")]
    [InlineData(2, "Circel is not defined.", "Did you mean Circle?", "Line 2: Circel is not defined. Did you mean Circle?")]
    [InlineData(2, "math is not imported.", "import math", "Line 2: math is not imported. Use import math.")]
    [InlineData(2, "There is no colour \"cyan\".", "SVGNAMES.CYAN", "Line 2: There is no colour \"cyan\". Use SVGNAMES.CYAN.")]
    public void A_finding_is_said_with_its_suggestion_once(int line, string message, string? suggestion, string said) =>
        new CodeFinding("Cause", line, message, Suggestion: suggestion).Said.ShouldBe(said);

    [Fact]
    public void Advice_is_what_Manim_ignores_and_repairs_are_what_was_fixed()
    {
        var check = new CodeCheck(
            [
                new CodeFinding("Cost", 1, "It takes long.", Severity: CodeSeverity.Warning),
                new CodeFinding(CodeFinding.Silent, 2, "self.play does nothing with foo.", Severity: CodeSeverity.Warning),
                new CodeFinding("Repaired", 3, "ShowCreation became Create.", Severity: CodeSeverity.Fixed),
            ],
            ["A"], 1, "");
        check.Advice.ShouldBe(["Line 2: self.play does nothing with foo."]);
        check.Repairs.ShouldBe(["Line 3: ShowCreation became Create."]);
    }
}
