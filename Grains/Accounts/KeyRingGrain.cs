using System.Collections.Immutable;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Grains.Accounts;

/// <summary>Keeps the keys that sign cookies.</summary>
[GrainType("key-ring")]
public sealed class KeyRingGrain([PersistentState("key-ring")] IPersistentState<KeyRingRecord> storage)
    : DurableGrain<KeyRingRecord>(storage), IKeyRingGrain
{
    private const int Most = 100;

    public Task<ImmutableArray<string>> GetAsync() => Task.FromResult(State.Elements);

    public Task AddAsync(string element)
    {
        var all = State.Elements.Add(element);
        return CommitAsync(new KeyRingRecord { Elements = all.Length > Most ? all.RemoveRange(0, all.Length - Most) : all });
    }
}

[GenerateSerializer, Immutable, Alias("vault.KeyRingRecord")]
public sealed record KeyRingRecord
{
    [Id(0)] public ImmutableArray<string> Elements { get; init; } = [];
}
