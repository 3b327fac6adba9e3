namespace ObsidianVault.Sessions;

/// <summary>Points from one external identity to its session.</summary>
[GrainType("alias")]
public sealed class AliasGrain([PersistentState("channel-alias")] IPersistentState<AliasRecord> storage)
    : DurableGrain<AliasRecord>(storage), IAliasGrain
{
    public async Task<string> ResolveAsync(string? preferred)
    {
        if (State.SessionId is null) await CommitAsync(new AliasRecord { SessionId = preferred ?? GrainKeys.NewId() });
        return State.SessionId!;
    }

    public Task<string?> FindAsync() => Task.FromResult(State.SessionId);

    public Task PointAsync(string sessionId) =>
        State.SessionId == sessionId ? Task.CompletedTask : CommitAsync(new AliasRecord { SessionId = sessionId });
}

[GenerateSerializer, Immutable, Alias("vault.AliasRecord")]
public sealed record AliasRecord
{
    [Id(0)] public string? SessionId { get; init; }
}
