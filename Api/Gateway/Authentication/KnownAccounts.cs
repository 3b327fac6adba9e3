using System.Collections.Concurrent;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Api.Gateway.Authentication;

/// <summary>
/// Knows what administrators decided about an account, and forgets it within a second, so that somebody who is disabled is refused
/// everywhere, and a role that was taken away no longer counts.
/// </summary>
internal sealed class KnownAccounts(IClusterClient grains, TimeProvider time)
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);

    /// <summary>The account's state, half a second old at most.</summary>
    public async ValueTask<AccountState> GetAsync(string accountId)
    {
        if (_known.TryGetValue(accountId, out var known) && time.GetElapsedTime(known.Since) < s_lifetime) return known.State;
        var since = time.GetTimestamp();
        return Remember(accountId, await grains.GetGrain<IAccountGrain>(GrainKeys.Account(accountId)).GetAsync(), since);
    }

    /// <summary>
    /// The account of somebody whom a provider vouches for; it is made, with its session, the first time. Who comes by a sign-in is
    /// written down at each, and who comes with a token only where something has changed.
    /// </summary>
    /// <returns>Its id and its state.</returns>
    public async ValueTask<(string Id, AccountState State)> EnterAsync(AccountIdentity identity)
    {
        var id = AccountIdentity.AccountIdOf(identity.Issuer, identity.Subject);
        if (_known.TryGetValue(id, out var known) && time.GetElapsedTime(known.Since) < s_lifetime
            && IsSame(known.State.Identity, identity)) return (id, known.State);
        var since = time.GetTimestamp();
        var state = await grains.GetGrain<IAccountGrain>(GrainKeys.Account(id)).EnterAsync(identity);
        await grains.GetGrain<ISessionGrain>(GrainKeys.Session(id)).OpenAccountAsync();
        return (id, Remember(id, state, since));
    }

    private AccountState Remember(string accountId, AccountState state, long since)
    {
        if (_known.Count >= Capacity) _known.Clear();
        _known[accountId] = new Known(state, since);
        return state;
    }

    private static bool IsSame(AccountIdentity? known, AccountIdentity identity) =>
        known is not null && known with { Roles = [] } == identity with { Roles = [] } && known.Roles.SequenceEqual(identity.Roles);

    private sealed record Known(AccountState State, long Since);
}
