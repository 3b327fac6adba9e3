using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// Points from one external identity to its session. Each identity has a session of its own, whose id follows from it, so
/// that somebody's first message costs no write here; only where another session took its place is that one stored.
/// </summary>
[GrainType("alias")]
public sealed class AliasGrain([PersistentState("channel-alias")] IPersistentState<AliasRecord> storage)
    : DurableGrain<AliasRecord>(storage), IAliasGrain
{
    /// <summary>Whether somebody was sent to the own session, which may not have stored it yet.</summary>
    private bool _isGiven;

    private string OwnSessionId => GrainKeys.DerivedId(this.GetPrimaryKeyString());

    public async Task<string> ResolveAsync(string? preferred)
    {
        if (preferred is not null && await FindAsync() is null) await PointAsync(preferred);
        if (State.SessionId is { } sessionId) return sessionId;
        _isGiven = true;
        return OwnSessionId;
    }

    public async Task<string?> FindAsync() => State.SessionId
        ?? (_isGiven || await GrainFactory.GetGrain<ISessionGrain>(GrainKeys.Session(OwnSessionId)).IsKeptAsync() ? OwnSessionId : null);

    public Task PointAsync(string sessionId) =>
        State.SessionId == sessionId ? Task.CompletedTask : CommitAsync(new AliasRecord { SessionId = sessionId });
}

[GenerateSerializer, Immutable, Alias("vault.AliasRecord")]
public sealed record AliasRecord
{
    [Id(0)] public string? SessionId { get; init; }
}
