using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Grains.Accounts;

/// <summary>The keys of an account. One that was revoked or has ended goes with the next write.</summary>
[GenerateSerializer, Immutable, Alias("vault.AccountRecord")]
public sealed record AccountRecord
{
    [Id(0)] public ImmutableArray<AccountKey> Keys { get; init; } = [];
}
