using System.Text.RegularExpressions;

namespace ObsidianVault.Functional.Scenes;

/// <summary>
/// What is said of broken code, as people and models send it: a name, the code, "---", and each finding in a line as its author
/// reads it.
/// </summary>
public sealed partial class MessageTests(Checker checker) : IClassFixture<Checker>
{
    private static readonly Dictionary<string, (string Code, string[] Said)> s_broken = Read();

    public static TheoryData<string> Names => [.. s_broken.Keys];

    [Theory, MemberData(nameof(Names))]
    public async Task Broken_code_gets_a_message_that_helps(string name)
    {
        var (code, said) = s_broken[name];
        var check = await checker.CheckAsync(code);
        check.Findings.Select(finding => finding.Said).ShouldBe(said);
        // What was repaired is right as it is now.
        if (check.IsValid) (await checker.CheckAsync(check.Code)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void There_are_many_kinds() => s_broken.Count.ShouldBeGreaterThan(50);

    private static Dictionary<string, (string, string[])> Read() =>
        Block().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Scenes", "Messages", "broken.txt"))).ToDictionary(
            block => block.Groups["name"].Value,
            block => (block.Groups["code"].Value, block.Groups["said"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

    [GeneratedRegex(@"^### (?<name>\w+)\n(?<code>(?:(?!---\n).*\n)*)---\n(?<said>(?:(?!### ).+\n?)*)", RegexOptions.Multiline)]
    private static partial Regex Block();
}
