namespace ObsidianVault.Channels.Formatting;

/// <summary>Where links of an answer may lead.</summary>
internal static class Links
{
    public const int MaxLength = 2048;

    /// <summary>The URL, or null for one that leads nowhere for the person: relative, or of another scheme.</summary>
    public static string? Target(string url)
    {
        url = url.Trim();
        if (url.Length > MaxLength || !Uri.TryCreate(url, UriKind.Absolute, out var uri)) return null;
        return uri.Scheme is "http" or "https" or "mailto" or "tel" or "tg" ? url.Replace(" ", "%20", StringComparison.Ordinal) : null;
    }

    /// <summary>Whether the words of a link are its URL.</summary>
    public static bool Same(string words, string url) => Bare(words) == Bare(url);

    private static string Bare(string url)
    {
        foreach (var start in new[] { "https://", "http://", "mailto:", "tel:" })
            if (url.StartsWith(start, StringComparison.OrdinalIgnoreCase)) url = url[start.Length..];
        return url.TrimEnd('/');
    }
}
