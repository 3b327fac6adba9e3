namespace ObsidianVault.Grains.Visuals;

/// <summary>The picture that a key names, until when.</summary>
[GenerateSerializer, Immutable, Alias("vault.PictureClaimRecord")]
public sealed record PictureClaimRecord
{
    [Id(0)] public string? Fingerprint { get; init; }

    [Id(1)] public DateTimeOffset ExpiresAt { get; init; }
}
