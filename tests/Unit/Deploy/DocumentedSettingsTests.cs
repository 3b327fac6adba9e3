using System.Text.RegularExpressions;

namespace ObsidianVault.Unit.Deploy;

/// <summary>What the documentation says about settings is true of the code.</summary>
public sealed partial class DocumentedSettingsTests
{
    public static TheoryData<string> Pages =>
        ["README.md", "CONTRIBUTING.md", "docs/access.md", "docs/ai.md", "docs/deployment.md", "docs/edge.md"];

    [Theory, MemberData(nameof(Pages))]
    public void Every_setting_that_is_named_exists(string page) => Setting().Matches(Checkout.Read(page))
        .Select(match => Index().Replace(match.Value, "__0"))
        .Where(name => name.Any(char.IsLower)) // Doppler's names are in capitals
        .Where(name => !KnownSettings.Knows(name) && !Compose.Variables.Contains(name) && !IsSection(name))
        .ShouldBeEmpty();

    [Theory, MemberData(nameof(Pages))]
    public void Settings_that_are_exported_together_start_the_service(string page)
    {
        foreach (Match block in Block().Matches(Checkout.Read(page)))
        {
            var settings = Export().Matches(block.Groups["text"].Value)
                .ToDictionary(match => match.Groups["name"].Value, match => AsShellWouldSay(match.Groups["value"].Value));
            if (settings.Count > 0) AllInOneSettings.Faults(settings).ShouldBeEmpty(block.Value);
        }
    }

    [Fact]
    public void The_pages_export_settings() =>
        Pages.Sum(page => Export().Count(Checkout.Read(page.Data))).ShouldBeGreaterThan(3);

    [Fact]
    public void A_setting_that_is_wrong_is_found() => AllInOneSettings.Faults(new Dictionary<string, string>
    {
        ["Telegram__Bots__0__Token"] = "123456:not-a-real-token",
        ["Jobs__Repairs"] = "-1",
    }).Count.ShouldBe(2);

    private static bool IsSection(string name) =>
        KnownSettings.Defaults.Keys.Any(known => known.StartsWith(name + "__", StringComparison.Ordinal));

    private static string AsShellWouldSay(string value) => value.StartsWith("$(openssl rand", StringComparison.Ordinal)
        ? "0123456789abcdef0123456789abcdef"
        : value.Trim('"', '\'');

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(?:__[A-Za-z0-9]+)+\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Setting();

    [GeneratedRegex(@"__[0-9]+(?=__|\b)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Index();

    [GeneratedRegex(@"```bash\n(?<text>.*?)```", RegexOptions.CultureInvariant | RegexOptions.Singleline, 1000)]
    private static partial Regex Block();

    [GeneratedRegex(
        @"^export (?<name>\w+__\w+)=(?<value>\$\([^)]*\)|""[^""]*""|\S+)", RegexOptions.CultureInvariant | RegexOptions.Multiline, 1000)]
    private static partial Regex Export();
}
