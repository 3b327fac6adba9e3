namespace ObsidianVault.Unit.Deploy;

public sealed class EnvironmentExampleTests
{
    /// <summary>Values that show what to write, and defaults that depend on the machine.</summary>
    private static readonly string[] NotDefaults = ["Renderer__Slots", "Renderer__LongRenders"];

    [Fact]
    public void Every_setting_of_every_options_class_is_listed() =>
        KnownSettings.Defaults.Keys.Except(EnvironmentExample.Variables.Keys).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_listed_that_nothing_reads() =>
        EnvironmentExample.Variables.Keys.Where(name => !KnownSettings.Knows(name) && !Compose.Variables.Contains(name)).ShouldBeEmpty();

    [Fact]
    public void The_values_are_the_defaults() =>
        EnvironmentExample.Variables
            .Where(variable => KnownSettings.Defaults.ContainsKey(variable.Key) && !NotDefaults.Contains(variable.Key))
            .Where(variable => !KnownSettings.IsDefault(variable.Key, variable.Value))
            .Select(variable => $"{variable.Key}: {variable.Value} is not {KnownSettings.Defaults[variable.Key]}")
            .ShouldBeEmpty();

    [Fact]
    public void The_options_classes_are_found() => new[]
    {
        "Telegram__Bots__0__Token", "Storage__ConnectionString", "Renderer__TimeLimit", "Ai__ApiKey", "Cluster__SiloPort",
    }.ShouldBeSubsetOf(KnownSettings.Defaults.Keys);
}
