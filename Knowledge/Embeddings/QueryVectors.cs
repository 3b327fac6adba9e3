using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Embeddings;

/// <summary>A question's embedding.</summary>
/// <param name="Model">The model and its number of dimensions, <see cref="EmbeddingState.Key"/>.</param>
internal sealed record QueryVector(string Model, float[] Vector);

/// <summary>
/// Embeds questions, in a short time or not at all. An equal question of the same person costs once. After a failure nobody waits for the
/// provider for a while.
/// </summary>
internal sealed class QueryVectors(Embedder embedder, EmbeddingMetrics metrics, IOptions<EmbeddingOptions> options, TimeProvider time)
    : IDisposable
{
    private const int MaxKept = 1_000;
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_keepFor = TimeSpan.FromHours(6);
    private readonly MemoryCache _kept = new(new MemoryCacheOptions { SizeLimit = MaxKept });
    private long _restsUntil;

    /// <summary>Whether a question could be compared with these embeddings.</summary>
    public bool Fits(string? key) =>
        key is not null && embedder.Model is { } model && key.StartsWith(model + "/", StringComparison.Ordinal);

    /// <param name="user">Who pays.</param>
    /// <returns>Null if there is none in time.</returns>
    public async Task<QueryVector?> FindAsync(string user, string text, CancellationToken cancellationToken)
    {
        text = EmbeddedText.Of(text);
        if (text.Length == 0 || embedder.Model is not { } model) return null;
        var key = (user, EmbeddedText.Hash(text));
        if (_kept.TryGetValue(key, out QueryVector? kept))
        {
            metrics.Query("cached");
            return kept;
        }

        if (time.GetUtcNow().Ticks < Interlocked.Read(ref _restsUntil)) return Missed();
        try
        {
            var vector = (await embedder.EmbedAsync(user, [text], options.Value.QueryDeadline, null, cancellationToken)
                .ConfigureAwait(false))[0];
            var made = new QueryVector(EmbeddingState.KeyOf(model, vector.Length), vector);
            _kept.Set(key, made, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = s_keepFor });
            metrics.Query("made");
            return made;
        }
        catch (AiException exception)
        {
            // Somebody's budget or text is nobody else's concern.
            if (exception.Cause is not (AiCause.CallerInvalidRequest or AiCause.CallerContextTooLong or AiCause.CallerTooLarge
                or AiCause.CallerContentRefused or AiCause.PolicyBudgetExceeded))
                Interlocked.Exchange(ref _restsUntil, (time.GetUtcNow() + s_rest).Ticks);
            return Missed();
        }
    }

    public void Dispose() => _kept.Dispose();

    private QueryVector? Missed()
    {
        metrics.Query("missed");
        return null;
    }
}
