using System.Collections.Concurrent;
using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// Knows which keys are valid, and forgets it within a second, so that a key that is revoked is refused everywhere.
/// </summary>
internal sealed class ApiKeys(IClusterClient grains, TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<ApiKey, Known> _known = new();

    /// <summary>What the key may be used for, where it was valid half a second ago at most; null where that is not known.</summary>
    public ImmutableArray<string>? Remembered(ApiKey key) =>
        _known.TryGetValue(key, out var known) && time.GetElapsedTime(known.Since) < s_lifetime ? known.Scopes : null;

    /// <summary>Asks the account. Null if the key is not valid.</summary>
    public async ValueTask<ImmutableArray<string>?> FindAsync(ApiKey key)
    {
        var since = time.GetTimestamp();
        var found = await grains.GetGrain<IAccountGrain>(GrainKeys.Account(key.AccountId)).UseKeyAsync(key.KeyId, key.Hash);
        if (found is null)
        {
            _known.TryRemove(key, out _);
            return null;
        }

        if (_known.Count >= Capacity) _known.Clear();
        _known[key] = new Known(found.Scopes, since);
        return found.Scopes;
    }

    private sealed record Known(ImmutableArray<string> Scopes, long Since);
}
