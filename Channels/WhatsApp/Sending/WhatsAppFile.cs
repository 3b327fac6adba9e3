namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>A file to upload.</summary>
/// <param name="ContentType">The MIME type, which <see cref="WhatsAppMediaRules"/> must allow for the kind.</param>
/// <param name="Size">In bytes.</param>
internal sealed record WhatsAppUpload(WhatsAppMediaKind Kind, string ContentType, string FileName, Stream Content, long Size);

/// <summary>A downloaded file with a verified digest, in a temporary file that is deleted on disposal.</summary>
/// <param name="Content">Positioned at the start.</param>
/// <param name="ContentType">As Meta reports it; not to be trusted.</param>
/// <param name="Sha256">Lower-case hexadecimal, of the downloaded bytes.</param>
internal sealed record WhatsAppFile(Stream Content, string? ContentType, string Sha256, long Size) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
