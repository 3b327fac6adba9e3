using System.Globalization;
using System.Text.RegularExpressions;

namespace ObsidianVault.Unit.Python;

/// <summary>The tests of what runs in the sandbox, which are written in its language and need no Manim; and its linters.</summary>
public sealed partial class PythonTests
{
    public PythonTests() =>
        Require.Tool(Require.Has("python3"), "Python is not installed.", "Install it, on Debian and Ubuntu: sudo apt-get install python3.");

    [Fact]
    public async Task The_runtime_passes_its_own_tests()
    {
        var (exitCode, said) = await Tool.RunAsync("python3", "-W", "error", "-m", "unittest", "discover", "-s", "tests/Python");
        exitCode.ShouldBe(0, said);
        var ran = Ran().Match(said);
        ran.Success.ShouldBeTrue(said);
        int.Parse(ran.Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeGreaterThan(60);
        said.ShouldNotContain("skipped");
    }

    [Fact]
    public async Task Ruff_and_pyright_find_nothing_in_the_Python()
    {
        var (exitCode, said) = await Tool.RunAsync("python3", "tests/Python/lint/lint.py", await LintTools.InstallAsync());
        exitCode.ShouldBe(0, said);
    }

    [GeneratedRegex(@"^Ran (\d+) tests", RegexOptions.Multiline)]
    private static partial Regex Ran();
}
