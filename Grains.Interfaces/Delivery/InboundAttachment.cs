namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>A file that a message carries, still with the channel.</summary>
/// <param name="Kind">image, audio, voice, video, document or sticker.</param>
/// <param name="MediaId">The channel's id of the file.</param>
/// <param name="MimeType">As the channel says; not to be trusted.</param>
/// <param name="FileName">As the person named it; not to be trusted. At most 256 characters.</param>
/// <param name="Sha256">Lower-case hexadecimal, if the channel provides it.</param>
/// <param name="Size">In bytes, if the channel provides it.</param>
[GenerateSerializer, Immutable, Alias("vault.InboundAttachment")]
public sealed record InboundAttachment(
    [property: Id(0)] string Kind,
    [property: Id(1)] string MediaId,
    [property: Id(2)] string? MimeType,
    [property: Id(3)] string? FileName,
    [property: Id(4)] string? Sha256,
    [property: Id(5)] long? Size);
