namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>A file to upload.</summary>
/// <param name="ContentType">The MIME type; one that <see cref="WhatsAppMediaRules"/> has for the kind.</param>
/// <param name="Size">In bytes.</param>
internal sealed record WhatsAppUpload(WhatsAppMediaKind Kind, string ContentType, string FileName, Stream Content, long Size);

/// <summary>A downloaded file whose digest was checked, in a temporary file that goes when this is disposed of.</summary>
/// <param name="Content">From the beginning.</param>
/// <param name="ContentType">As Meta says; not to be trusted.</param>
/// <param name="Sha256">Lower-case hexadecimal, of the bytes that came.</param>
internal sealed record WhatsAppFile(Stream Content, string? ContentType, string Sha256, long Size) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
