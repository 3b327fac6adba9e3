using ObsidianVault.Grains.Interfaces.Writes;

namespace ObsidianVault.Grains.Writes;

/// <summary>The write that a name stands for, and its answer once there is one.</summary>
[GenerateSerializer, Immutable, Alias("vault.WriteRecord")]
public sealed record WriteRecord
{
    [Id(0)] public string? Fingerprint { get; init; }

    [Id(1)] public string? Ticket { get; init; }

    [Id(2)] public DateTimeOffset BegunAt { get; init; }

    [Id(3)] public DateTimeOffset ExpiresAt { get; init; }

    [Id(4)] public WriteAnswer? Answer { get; init; }
}
