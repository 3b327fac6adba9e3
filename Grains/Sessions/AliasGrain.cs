using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// Points from one external identity to its session. Each identity has a session of its own, whose id is derived from it, so
/// a person's first message costs no write here. A pointer is stored only if another session took its place, for as long as
/// that session keeps anything.
/// </summary>
[GrainType("alias")]
public sealed class AliasGrain(
    [PersistentState("channel-alias")] IPersistentState<AliasRecord> storage,
    IOptions<LifetimeOptions> lifetimes, IOptions<ExpiryOptions> expiry, TimeProvider time)
    : DurableGrain<AliasRecord>(storage), IAliasGrain
{
    /// <summary>Whether a caller was sent to the identity's own session, which may not have stored it yet.</summary>
    private bool _isGiven;

    /// <summary>Whether a wake-up is set that will delete the row.</summary>
    private bool _expires;

    private string OwnSessionId => GrainKeys.DerivedId(this.GetPrimaryKeyString());

    public async Task<string> ResolveAsync(string? preferred)
    {
        if (preferred is not null && await FindAsync() is null) await PointAsync(preferred);
        if (State.SessionId is { } sessionId)
        {
            // A row of the previous version has no wake-up yet.
            if (!_expires) await ExpireLaterAsync();
            return sessionId;
        }

        _isGiven = true;
        return OwnSessionId;
    }

    public async Task<string?> FindAsync() => State.SessionId
        ?? (_isGiven || await IsKeptAsync(OwnSessionId) ? OwnSessionId : null);

    public async Task PointAsync(string sessionId)
    {
        if (State.SessionId == sessionId) return;
        await ExpireLaterAsync();
        await CommitAsync(new AliasRecord { SessionId = sessionId });
    }

    public Task ForgetAsync() => State.SessionId is null ? Task.CompletedTask : ClearAsync();

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (State.SessionId is not { } sessionId) return null;
        if (await IsKeptAsync(sessionId)) return time.GetUtcNow() + lifetimes.Value.Session;
        await ClearAsync();
        return null;
    }

    private Task<bool> IsKeptAsync(string sessionId) => GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(sessionId)).IsKeptAsync();

    private async Task ExpireLaterAsync()
    {
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), time.GetUtcNow() + lifetimes.Value.Session, expiry.Value);
        _expires = true;
    }
}

[GenerateSerializer, Immutable, Alias("vault.AliasRecord")]
public sealed record AliasRecord
{
    [Id(0)] public string? SessionId { get; init; }
}
