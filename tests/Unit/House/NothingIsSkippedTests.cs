using ObsidianVault.Unit.Deploy;

namespace ObsidianVault.Unit.House;

/// <summary>A test that is skipped counts as fine, so there is one place that skips: <see cref="Require"/>.</summary>
public sealed class NothingIsSkippedTests
{
    private static readonly string[] Skips = 
        ["Assert." + "Skip", "Skip " + "=", "SkipUnless " + "=", "SkipWhen " + "=", "Explicit " + "= true"];

    [Fact]
    public void Only_Require_skips_a_test() =>
        SourceFiles.In("tests/*.cs")
            .Where(file => file != "tests/Requirements/Require.cs")
            .Where(file => Skips.Any(skip => Checkout.Read(file).Contains(skip, StringComparison.Ordinal)))
            .ShouldBeEmpty("Call Require.Tool or Require.Shared instead.");
}
