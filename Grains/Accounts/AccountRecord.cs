using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Grains.Accounts;

/// <summary>One person or program: who they are, what they may, and their keys.</summary>
[GenerateSerializer, Immutable, Alias("vault.AccountRecord")]
public sealed record AccountRecord
{
    /// <summary>A key that was revoked or has ended goes with the next write.</summary>
    [Id(0)] public ImmutableArray<AccountKey> Keys { get; init; } = [];

    /// <summary>Null while nobody has signed in to it.</summary>
    [Id(1)] public AccountIdentity? Identity { get; init; }

    /// <summary>The roles that an administrator gave.</summary>
    [Id(2)] public ImmutableArray<string> Granted { get; init; } = [];

    [Id(3)] public bool IsDisabled { get; init; }

    /// <summary>Sign-ins before this moment no longer count.</summary>
    [Id(4)] public DateTimeOffset ValidFrom { get; init; }
}
