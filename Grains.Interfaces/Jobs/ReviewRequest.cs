namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>A finished video that somebody should look at before it is delivered.</summary>
/// <param name="SheetKey">The object key of a JPEG of numbered frames.</param>
/// <param name="Geometry">What the check of the geometry found; empty if nothing.</param>
[GenerateSerializer, Immutable, Alias("vault.ReviewRequest")]
public sealed record ReviewRequest(
    [property: Id(0)] string SheetKey,
    [property: Id(1)] string Geometry);
