namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>Which URLs our messages may link to.</summary>
internal static class TelegramLinks
{
    internal const int MaxLength = 2048;

    public static bool IsAllowed(string url) =>
        url.Length <= MaxLength && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https" or "tg");
}
