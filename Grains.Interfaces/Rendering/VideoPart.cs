namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>One scene's video, to be joined with others.</summary>
/// <param name="VideoKey">The object key of its mp4.</param>
/// <param name="Title">The chapter's title, at most 100 characters.</param>
/// <param name="Seconds">Its duration.</param>
[GenerateSerializer, Immutable, Alias("vault.VideoPart")]
public sealed record VideoPart(
    [property: Id(0)] string VideoKey,
    [property: Id(1)] string Title,
    [property: Id(2)] double Seconds);
