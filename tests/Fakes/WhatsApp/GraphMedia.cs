using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ObsidianVault.Fakes.WhatsApp;

/// <summary>A file that a person sent, as stored by Meta.</summary>
public sealed record GraphMedia(byte[] Content, string MimeType)
{
    /// <summary>The digest that a lookup returns; null returns none.</summary>
    public string? Sha256 { get; init; } = Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The size that a lookup returns; null returns none.</summary>
    public long? FileSize { get; init; } = Content.Length;

    /// <summary>The URL that a lookup returns instead of ours.</summary>
    public string? Url { get; init; }

    /// <summary>The statuses of the next downloads, such as 404 for an expired URL.</summary>
    public ConcurrentQueue<int> FetchAnswers { get; init; } = new();

    /// <summary>Whether the download response omits the length.</summary>
    public bool Chunked { get; init; }
}
