using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Functional.Rendering;

public sealed class UncheckedCodeTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Theory]
    [InlineData("class Other: pass", "The code has no scene: add a class that extends Scene with a construct method.")]
    [InlineData("class A(Scene): pass\ny = (2", "Line 3: Syntax error: '(' was never closed.")]
    [InlineData("class A(Scene):\n pass", "Line 2: The scene A has no construct method: add def construct(self).")]
    public async Task The_renderer_says_the_same_of_code_that_nobody_has_checked(string code, string message)
    {
        var failure = await FailAsync("from manim import *\n" + code);
        (failure.Fault, failure.Message).ShouldBe((JobFault.Code, message));
    }
}
