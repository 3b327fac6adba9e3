using ObsidianVault.Ai.Contract;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Embeddings;

/// <summary>What becomes of a collection whose embedding failed: it is searched by words, says why, and is tried again later.</summary>
internal static class EmbeddingRetry
{
    private const int MaxDoublings = 10;
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <param name="first">How long is waited after the first failure.</param>
    public static EmbeddingState After(EmbeddingState state, AiException exception, TimeSpan first, DateTimeOffset now)
    {
        var wait = first * (1 << Math.Min(state.Attempts, MaxDoublings));
        if (exception.RetryAfter is { } asked && asked > wait) wait = asked;
        return state with
        {
            Attempts = state.Attempts + 1,
            RetryAt = now + (wait < s_longest ? wait : s_longest),
            Fault = $"{exception.Message} Searching goes on by words, and embedding is tried again later.",
        };
    }

    public static async Task<bool> SaveAsync(KnowledgeTransaction sql, string collectionId, EmbeddingState state)
    {
        if (await CollectionRows.LockAsync(sql, collectionId).ConfigureAwait(false) is not { } collection) return false;
        await CollectionRows.SaveEmbeddingAsync(sql, collection.Number, state, changes: false).ConfigureAwait(false);
        return true;
    }
}
