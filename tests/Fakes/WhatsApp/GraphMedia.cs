using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ObsidianVault.Fakes.WhatsApp;

/// <summary>A file that a person sent, as Meta keeps it.</summary>
public sealed record GraphMedia(byte[] Content, string MimeType)
{
    /// <summary>The digest that a lookup tells; null tells none.</summary>
    public string? Sha256 { get; init; } = Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The size that a lookup tells; null tells none.</summary>
    public long? FileSize { get; init; } = Content.Length;

    /// <summary>The address that a lookup tells in place of ours.</summary>
    public string? Url { get; init; }

    /// <summary>The answers of the next fetches, such as 404 for an address that has expired.</summary>
    public ConcurrentQueue<int> FetchAnswers { get; init; } = new();

    /// <summary>Whether the answer of a fetch tells no length.</summary>
    public bool Chunked { get; init; }
}
