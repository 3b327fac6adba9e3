using ObsidianVault.Grains.Interfaces.Responses;

namespace ObsidianVault.Grains.Responses;

/// <summary>A response as it is stored.</summary>
[GenerateSerializer, Immutable, Alias("vault.ResponseRecord")]
public sealed record ResponseRecord
{
    /// <summary>Whose it is; null if there is none.</summary>
    [Id(0)] public string? User { get; init; }

    [Id(1)] public DateTimeOffset ExpiresAt { get; init; }

    [Id(2)] public StoredResponse? Response { get; init; }

    /// <summary>SHA-256 of the request's body: one with the same name must be the same.</summary>
    [Id(3)] public byte[] Fingerprint { get; init; } = [];
}
