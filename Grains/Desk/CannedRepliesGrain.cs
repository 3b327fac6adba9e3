using System.Collections.Immutable;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.Desk;

namespace ObsidianVault.Grains.Desk;

/// <summary>Keeps what operators say often.</summary>
[GrainType("canned-replies")]
public sealed class CannedRepliesGrain([PersistentState("canned-replies")] IPersistentState<CannedRepliesRecord> storage)
    : DurableGrain<CannedRepliesRecord>(storage), ICannedRepliesGrain
{
    public Task<ImmutableArray<CannedReply>> ListAsync() =>
        Task.FromResult(State.Replies.Sort((a, b) => string.CompareOrdinal(a.Title, b.Title)));

    public async Task<bool> PutAsync(CannedReply reply)
    {
        var others = State.Replies.RemoveAll(known => known.Id == reply.Id);
        if (others.Length >= ICannedRepliesGrain.MaxReplies) return false;
        await CommitAsync(new CannedRepliesRecord { Replies = others.Add(reply) });
        return true;
    }

    public async Task<bool> RemoveAsync(string id)
    {
        var others = State.Replies.RemoveAll(known => known.Id == id);
        if (others.Length == State.Replies.Length) return false;
        await CommitAsync(new CannedRepliesRecord { Replies = others });
        return true;
    }
}

[GenerateSerializer, Immutable, Alias("vault.CannedRepliesRecord")]
public sealed record CannedRepliesRecord
{
    /// <summary>At most <see cref="ICannedRepliesGrain.MaxReplies"/>.</summary>
    [Id(0)] public ImmutableArray<CannedReply> Replies { get; init; } = [];
}
