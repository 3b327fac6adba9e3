namespace ObsidianVault.Grains.Interfaces.Settings;

/// <summary>
/// A secret in the settings that can be replaced while both its values are valid: the new one and, after white space, the old one. The new
/// one is sent and signs; both are taken. Once nobody uses the old one, it is removed from the setting.
/// </summary>
public static class RotatingSecret
{
    /// <summary>The values, the newest first; empty where the setting is.</summary>
    public static string[] All(string? setting) => setting?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>What is sent and signs; empty where the setting is.</summary>
    public static string Newest(string? setting) => All(setting) is [var newest, ..] ? newest : "";

    /// <summary>Whether the setting has one or two values that can be secrets, as <see cref="SettingsRules.IsSecret"/> says.</summary>
    public static bool IsValid(string? setting, int minLength) =>
        All(setting) is { Length: 1 or 2 } all && Array.TrueForAll(all, secret => SettingsRules.IsSecret(secret, minLength));
}
