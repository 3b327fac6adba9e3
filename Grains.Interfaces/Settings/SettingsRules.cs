namespace ObsidianVault.Grains.Interfaces.Settings;

/// <summary>Rules shared by the settings of all channels.</summary>
public static class SettingsRules
{
    public static bool IsHttpUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);

    /// <summary>
    /// Whether the text can be a secret: long enough, of at least six different characters, and not one piece three times over. It tells
    /// aaaa and changechange from chance, not a bad secret from a good one.
    /// </summary>
    public static bool IsSecret(string text, int minLength) => text.Length >= minLength && text.Distinct().Count() >= 6
        && !Enumerable.Range(1, text.Length / 3).Any(period => text.Index().All(at => at.Item == text[at.Index % period]));

    public static bool IsSaneTimeout(TimeSpan timeout) =>
        timeout >= TimeSpan.FromSeconds(1) && timeout <= TimeSpan.FromMinutes(10);
}
