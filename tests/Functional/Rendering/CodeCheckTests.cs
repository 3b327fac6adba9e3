namespace ObsidianVault.Functional.Rendering;

public sealed class CodeCheckTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    [Theory]
    [InlineData("print(1)", "NoScene", 0, "The code has no scene: add a class that extends Scene with a construct method.")]
    [InlineData("class A(Scene):\n def construct(self): pass\nclass B(Scene):\n def construct(self): pass", "ManyScenes", 3, "The code has 2 scenes (A, B): keep one per job.")]
    [InlineData("class A(Scene): pass\ny = (2", "Syntax", 2, "Syntax error: '(' was never closed.")]
    [InlineData("class A(Scene):\n pass", "NoConstruct", 1, "The scene A has no construct method: add def construct(self).")]
    public async Task Bad_code_is_found_without_running_it(string code, string cause, int line, string message)
    {
        var findings = await Fixture.Sandbox().ValidateAsync(code, TestContext.Current.CancellationToken);
        findings.ShouldBe([new CodeFinding(cause, line, message)]);
        var expected = line > 0 ? $"Line {line}: {message}" : message;
        var failure = await FailAsync(code.Replace("print(1)", "class Other: pass", StringComparison.Ordinal));
        (failure.Fault, failure.Message).ShouldBe((JobFault.Code, expected));
    }

    [Fact]
    public async Task Good_code_has_no_finding() =>
        (await Fixture.Sandbox().ValidateAsync("class Base(Scene):\n def construct(self): pass\nclass A(Base): pass", TestContext.Current.CancellationToken)).ShouldBeEmpty();

    [Fact]
    public async Task Code_over_50_000_characters_is_refused() =>
        (await Fixture.Sandbox().ValidateAsync(new string('#', 50_001), TestContext.Current.CancellationToken)).ShouldHaveSingleItem()
            .Message.ShouldBe("The code has 50,001 characters: at most 50,000 are allowed.");
}
