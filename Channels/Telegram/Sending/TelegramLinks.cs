namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>Which addresses a message of ours may link to.</summary>
internal static class TelegramLinks
{
    private const int MaxLength = 2048;

    public static bool IsAllowed(string url) =>
        url.Length <= MaxLength && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https" or "tg");
}
