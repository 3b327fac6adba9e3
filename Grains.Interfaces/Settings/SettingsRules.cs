namespace ObsidianVault.Grains.Interfaces.Settings;

/// <summary>Rules shared by the settings of all channels.</summary>
public static class SettingsRules
{
    public static bool IsHttpUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    public static bool IsSaneTimeout(TimeSpan timeout) =>
        timeout >= TimeSpan.FromSeconds(1) && timeout <= TimeSpan.FromMinutes(10);
}
