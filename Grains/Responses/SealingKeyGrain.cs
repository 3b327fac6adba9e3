using System.Security.Cryptography;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.Responses;

namespace ObsidianVault.Grains.Responses;

[GrainType("sealing-key")]
public sealed class SealingKeyGrain([PersistentState("sealing-key")] IPersistentState<SealingKeyRecord> storage)
    : DurableGrain<SealingKeyRecord>(storage), ISealingKeyGrain
{
    private const int Length = 32;

    public async Task<byte[]> GetAsync()
    {
        if (State.Key.Length == 0) await CommitAsync(new SealingKeyRecord { Key = RandomNumberGenerator.GetBytes(Length) });
        return State.Key;
    }
}

[GenerateSerializer, Immutable, Alias("vault.SealingKeyRecord")]
public sealed record SealingKeyRecord
{
    [Id(0)] public byte[] Key { get; init; } = [];
}
