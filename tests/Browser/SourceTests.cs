using System.Diagnostics;
using System.Text.RegularExpressions;

namespace ObsidianVault.Browser;

/// <summary>What the page is made from agrees with the service, and with itself.</summary>
public sealed partial class SourceTests(BrowserFixture fixture)
{
    [Fact]
    public async Task The_types_are_those_of_the_Api()
    {
        Require.Tool(
            Directory.Exists(Path.Combine(BuiltPage.Sources, "node_modules")), "The page's packages are not installed.",
            "Run npm ci in the folder Web.");
        var start = new ProcessStartInfo("node", ["tools/types.mjs", fixture.Address, "--check"])
        {
            WorkingDirectory = BuiltPage.Sources,
            RedirectStandardError = true,
        };
        using var check = Process.Start(start)!;
        var errors = await check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);
        check.ExitCode.ShouldBe(0, errors);
    }

    [Theory]
    [InlineData("i18n", "fr")]
    [InlineData("i18n", "es")]
    [InlineData("i18n", "ar")]
    [InlineData("console/texts", "fr")]
    [InlineData("console/texts", "es")]
    [InlineData("console/texts", "ar")]
    public void Every_text_is_translated_with_its_values(string folder, string language)
    {
        var (english, theirs) = (TextsOf(folder, "en"), TextsOf(folder, language));
        english.Count.ShouldBeGreaterThan(100);
        theirs.Keys.ShouldBe(english.Keys, ignoreOrder: true);
        foreach (var (key, text) in english)
        {
            ValuesOf(theirs[key]).ShouldBe(ValuesOf(text), ignoreOrder: true, key);
            theirs[key].ShouldNotBeNullOrWhiteSpace(key);
        }

        // Names, and words that are the same: a text that was forgotten is a sentence.
        english.Where(e => e.Value.Split(' ').Length > 3 && e.Value == theirs[e.Key] && e.Key != "examplePlot").ShouldBeEmpty();
    }

    private static Dictionary<string, string> TextsOf(string folder, string language) =>
        Line().Matches(File.ReadAllText(Path.Combine(BuiltPage.Sources, "src", folder, language + ".ts")))
            .ToDictionary(m => m.Groups["key"].Value, m => m.Groups["text"].Value);

    private static IEnumerable<string> ValuesOf(string text) => Value().Matches(text).Select(m => m.Value);

    [GeneratedRegex(@"^  (?<key>\w+): '(?<text>[^']*)',$", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Value();
}
