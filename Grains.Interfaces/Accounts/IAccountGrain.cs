using System.Collections.Immutable;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Accounts;

/// <summary>
/// One person or program: who they are, what they may do, and their API keys. An account has the id of its session, and acts for that
/// conversation. A guest's is there once it has a key.
/// Key: <see cref="GrainKeys.Account"/>.
/// </summary>
[Alias("vault.IAccountGrain")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Adds a key.</summary>
    /// <returns>False where the account has <see cref="AccountKey.MaxKeys"/> already.</returns>
    [Alias("AddKey")]
    Task<bool> AddKeyAsync(AccountKey key);

    /// <summary>Adds a key in the place of another one, which ends after a while.</summary>
    /// <param name="hash">Of the new secret.</param>
    /// <param name="overlap">How long both are valid.</param>
    /// <returns>The new key, with the name, the scopes and the end of the old one; null where there is no such valid key.</returns>
    [Alias("RotateKey")]
    Task<AccountKey?> RotateKeyAsync(string keyId, string newKeyId, string hash, TimeSpan overlap);

    /// <summary>Ends a key at once.</summary>
    /// <returns>False where there is no such key.</returns>
    [Alias("RevokeKey")]
    Task<bool> RevokeKeyAsync(string keyId);

    /// <summary>The keys that are valid, oldest first.</summary>
    [Alias("GetKeys")]
    Task<ImmutableArray<AccountKey>> GetKeysAsync();

    /// <summary>The key, if it is valid and the hash is that of its secret; notes that it was used.</summary>
    [Alias("UseKey")]
    Task<AccountKey?> UseKeyAsync(string keyId, string hash);

    /// <summary>What front ends must know with every request.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<AccountState> GetAsync();

    /// <summary>Somebody whom a provider vouches for comes in; what the provider says of them is kept.</summary>
    [Alias("Enter")]
    Task<AccountState> EnterAsync(AccountIdentity identity);

    /// <summary>An administrator's decision, by way of <see cref="IAccountDirectoryGrain"/>.</summary>
    /// <param name="roles">Of <see cref="AccountRoles"/>; no others hold from now on.</param>
    [Alias("Decide")]
    Task DecideAsync(ImmutableArray<string> roles, bool isDisabled);

    /// <summary>Erases who it belongs to and its keys, and ends every sign-in. What an administrator decided stays.</summary>
    [Alias("Erase")]
    Task EraseAsync();

    /// <summary>Ends every sign-in, on all devices.</summary>
    [Alias("EndSignIns")]
    Task EndSignInsAsync();
}

/// <summary>An API key, without its secret.</summary>
[GenerateSerializer, Immutable, Alias("vault.AccountKey")]
public sealed record AccountKey
{
    /// <summary>How many valid keys an account may have.</summary>
    public const int MaxKeys = 50;

    /// <summary>Unique within its account.</summary>
    [Id(0)] public required string KeyId { get; init; }

    /// <summary>What its owner calls it.</summary>
    [Id(1)] public required string Name { get; init; }

    /// <summary>The SHA-256 of the secret, in hexadecimal. A secret of 178 random bits needs no slower one.</summary>
    [Id(2)] public required string Hash { get; init; }

    /// <summary>What it may be used for; empty is everything.</summary>
    [Id(3)] public ImmutableArray<string> Scopes { get; init; } = [];

    [Id(4)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null is never.</summary>
    [Id(5)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to five minutes.</summary>
    [Id(6)] public DateTimeOffset? LastUsedAt { get; init; }
}
