using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Unit.Deploy;

/// <summary>Secrets in the settings: two while one is replaced, from files, and never weak.</summary>
public sealed class SecretSettingsTests : IDisposable
{
    private const string Key = "3f9a1c7be2d84056a1b2c3d4";
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("new", "new", 1)]
    [InlineData("new old", "new", 2)]
    [InlineData(" new\r\nold\n", "new", 2)]
    public void A_setting_may_hold_two_values(string setting, string newest, int count)
    {
        RotatingSecret.Newest(setting).ShouldBe(newest);
        RotatingSecret.All(setting).Length.ShouldBe(count);
    }

    [Theory]
    [InlineData(Key, 0)]
    [InlineData(Key + " 77" + Key, 0)]
    [InlineData(Key + " 77" + Key + " 88" + Key, 1)]
    [InlineData(Key + " short", 1)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1)]
    [InlineData("changechangechangechangechange", 1)]
    public void Neither_of_the_two_may_be_weak(string key, int faults)
    {
        var said = AllInOneSettings.Faults(new Dictionary<string, string> { ["Operator__Key"] = key });
        said.Count.ShouldBe(faults);
        said.ShouldAllBe(fault => !fault.Contains(key, StringComparison.Ordinal));
    }

    [Fact]
    public void A_secret_comes_from_a_file()
    {
        File.WriteAllText(_file, "weak\n");
        Faults("Operator__Key__File", _file).ShouldHaveSingleItem().ShouldStartWith("Operator:Key must have at least");
        File.WriteAllText(_file, $"{Key}\n77{Key}\n");
        Faults("Operator__Key__File", _file).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_that_cannot_be_read_and_a_secret_that_is_given_twice_refuse_the_start()
    {
        Faults("Operator__Key__File", "/nowhere/at/all").ShouldHaveSingleItem().ShouldContain("/nowhere/at/all");
        File.WriteAllText(_file, Key);
        AllInOneSettings.Faults(new Dictionary<string, string> { ["Operator__Key__File"] = _file, ["Operator__Key"] = "77" + Key })
            .ShouldHaveSingleItem().ShouldContain("both set");
    }

    private static IReadOnlyList<string> Faults(string name, string value) =>
        AllInOneSettings.Faults(new Dictionary<string, string> { [name] = value });
}
