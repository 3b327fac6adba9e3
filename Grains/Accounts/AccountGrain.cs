using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Grains.Accounts;

/// <summary>Keeps who an account belongs to, what it may do, and its API keys.</summary>
[GrainType("account")]
public sealed class AccountGrain([PersistentState("account-keys")] IPersistentState<AccountRecord> storage, TimeProvider time)
    : DurableGrain<AccountRecord>(storage), IAccountGrain
{
    /// <summary>The last use is stored this often at most, so that a busy key does not write with every request.</summary>
    private static readonly TimeSpan s_useStep = TimeSpan.FromMinutes(5);

    private ImmutableArray<AccountKey> Valid => [.. State.Keys.Where(key => key.ExpiresAt is not { } end || time.GetUtcNow() < end)];

    public async Task<bool> AddKeyAsync(AccountKey key)
    {
        var valid = Valid;
        if (valid.Any(known => known.KeyId == key.KeyId && known.Hash == key.Hash)) return true;
        if (valid.Length >= AccountKey.MaxKeys) return false;
        await CommitAsync(State with { Keys = valid.Add(key with { CreatedAt = time.GetUtcNow() }) });
        return true;
    }

    public async Task<AccountKey?> RotateKeyAsync(string keyId, string newKeyId, string hash, TimeSpan overlap)
    {
        var valid = Valid;
        if (valid.FirstOrDefault(key => key.KeyId == keyId) is not { } old || valid.Length >= AccountKey.MaxKeys) return null;
        var now = time.GetUtcNow();
        var end = now + overlap;
        var next = old with { KeyId = newKeyId, Hash = hash, CreatedAt = now, LastUsedAt = null };
        var ending = old with { ExpiresAt = old.ExpiresAt < end ? old.ExpiresAt : end };
        await CommitAsync(State with { Keys = valid.Replace(old, ending).Add(next) });
        return next;
    }

    public async Task<bool> RevokeKeyAsync(string keyId)
    {
        var kept = Valid.RemoveAll(key => key.KeyId == keyId);
        if (kept.Length == Valid.Length) return false;
        await KeepAsync(State with { Keys = kept });
        return true;
    }

    public Task<ImmutableArray<AccountKey>> GetKeysAsync() => Task.FromResult(Valid);

    public async Task<AccountKey?> UseKeyAsync(string keyId, string hash)
    {
        if (State.IsDisabled || Valid.FirstOrDefault(key => key.KeyId == keyId) is not { } known || !IsSame(known.Hash, hash)) return null;
        var now = time.GetUtcNow();
        if (known.LastUsedAt is { } last && now < last + s_useStep) return known;
        var used = known with { LastUsedAt = now };
        await CommitAsync(State with { Keys = State.Keys.Replace(known, used) });
        return used;
    }

    public Task<AccountState> GetAsync() =>
        Task.FromResult(new AccountState(State.Identity, State.Granted, State.IsDisabled, State.ValidFrom));

    public async Task<AccountState> EnterAsync(AccountIdentity identity)
    {
        if (State.Identity is not { } known || known with { Roles = [] } != identity with { Roles = [] }
            || !known.Roles.SequenceEqual(identity.Roles)) await CommitAsync(State with { Identity = identity });
        return await GetAsync();
    }

    public Task DecideAsync(ImmutableArray<string> roles, bool isDisabled) =>
        KeepAsync(State with { Granted = roles, IsDisabled = isDisabled });

    public Task EraseAsync() => KeepAsync(State with { Keys = [], Identity = null });

    public Task EndSignInsAsync() => KeepAsync(State with { ValidFrom = time.GetUtcNow() });

    /// <summary>A record that says nothing is not kept.</summary>
    private Task KeepAsync(AccountRecord next) =>
        next is { Keys.IsEmpty: true, Identity: null, Granted.IsEmpty: true, IsDisabled: false } ? ClearAsync() : CommitAsync(next);

    private static bool IsSame(string hash, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(given));
}
