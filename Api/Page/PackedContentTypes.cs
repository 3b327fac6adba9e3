using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.StaticFiles;

namespace ObsidianVault.Api.Page;

/// <summary>The types of files that may be compressed: <c>page.js.br</c> is JavaScript.</summary>
internal sealed class PackedContentTypes : IContentTypeProvider
{
    private readonly FileExtensionContentTypeProvider _types = new();

    /// <summary>The compressed forms, best first.</summary>
    public static IReadOnlyList<(string Ending, string Encoding)> Packings { get; } = [(".br", "br"), (".gz", "gzip")];

    /// <summary>How the file is compressed, or null.</summary>
    public static string? EncodingOf(string file) =>
        Packings.FirstOrDefault(p => file.EndsWith(p.Ending, StringComparison.Ordinal)).Encoding;

    public bool TryGetContentType(string subpath, [MaybeNullWhen(false)] out string contentType)
    {
        var plain = EncodingOf(subpath) is null ? subpath : subpath[..^3];
        if (!_types.TryGetContentType(plain, out contentType)) return false;
        if (contentType is "text/html" or "text/css" or "text/javascript" or "image/svg+xml") contentType += "; charset=utf-8";
        return true;
    }
}
