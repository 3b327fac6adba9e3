using System.Globalization;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Embeddings;

internal sealed partial class PassageEmbedder(
    KnowledgeDatabase database, Embedder embedder, EmbeddingMetrics metrics, IOptions<EmbeddingOptions> options, TimeProvider time,
    ILogger<PassageEmbedder> logger) : IPassageEmbedder
{
    /// <summary>After so many texts that the model refused, and none that it took, it is not the texts.</summary>
    private const int MaxRefused = 3;

    private static readonly EmbeddingOutcome s_nothing = new(false, null, false);

    public string? Model => embedder.Model;

    public async Task<EmbeddingOutcome> StepAsync(string collectionId, string? payer, CancellationToken cancellationToken)
    {
        if (Model is not { } model) return s_nothing;
        var next = await database.ReadAsync(
            sql => UnembeddedRows.ReadAsync(sql, collectionId, model, options.Value.Batch), cancellationToken).ConfigureAwait(false);
        if (next is null) return s_nothing;
        if (next.State.RetryAt is { } at && at > time.GetUtcNow()) return new EmbeddingOutcome(false, at, false);
        if (next.Passages.Count == 0)
        {
            var isNew = next.State.Key is { } complete && complete != next.GradedModel && await database.ReadAsync(
                sql => VectorRows.AreMostAsync(sql, next.Collection, complete), cancellationToken).ConfigureAwait(false);
            return new EmbeddingOutcome(false, null, isNew);
        }

        var vectors = next.State.Key is { } key
            ? await database.ReadAsync(
                sql => VectorRows.FindAsync(sql, next.Collection, key, next.Passages.Select(passage => passage.Hash)), cancellationToken)
                .ConfigureAwait(false)
            : [];
        var missing = next.Passages.Where(passage => !vectors.ContainsKey(passage.Hash)).DistinctBy(passage => passage.Hash).ToList();
        metrics.Passages("reused", next.Passages.Count - missing.Count);
        EmbeddingState state;
        var asked = new Dictionary<string, float[]>(StringComparer.Ordinal);
        try
        {
            await AskAsync(payer ?? next.Owner, missing, asked, refused: 0, cancellationToken).ConfigureAwait(false);
            metrics.Passages("asked", asked.Count);
            state = Took(next, asked);
            foreach (var (hash, vector) in asked) vectors[hash] = vector;
        }
        catch (AiException exception)
        {
            var dimensions = asked.Values.FirstOrDefault()?.Length ?? 0;
            var failed = next.State with { OtherDimensions = dimensions == next.State.Dimensions ? 0 : dimensions };
            return await FailAsync(collectionId, failed, exception, cancellationToken).ConfigureAwait(false);
        }

        // What was paid for is kept, even if we are told to end now.
        await database.WriteAsync(sql => SaveAsync(sql, collectionId, next, state, vectors), CancellationToken.None).ConfigureAwait(false);
        return new EmbeddingOutcome(true, null, false);
    }

    /// <summary>Asks for all of them; if the model refuses one, for halves, until it is found out and left without.</summary>
    /// <returns>How many were refused.</returns>
    private async Task<int> AskAsync(
        string user, List<UnembeddedPassage> texts, Dictionary<string, float[]> asked, int refused, CancellationToken cancellationToken)
    {
        if (texts.Count == 0) return refused;
        try
        {
            var vectors = await embedder.EmbedAsync(
                user, texts.ConvertAll(passage => passage.Text), options.Value.Deadline, null, cancellationToken).ConfigureAwait(false);
            foreach (var (passage, vector) in texts.Zip(vectors)) asked.Add(passage.Hash, vector);
            return refused;
        }
        catch (AiException exception) when (exception.Cause
            is AiCause.CallerInvalidRequest or AiCause.CallerContextTooLong or AiCause.CallerTooLarge or AiCause.CallerContentRefused)
        {
            if (texts.Count == 1)
            {
                if (++refused >= MaxRefused && asked.Count == 0) throw;
                metrics.Passages("skipped", 1);
                LogSkipped(exception.Message);
                return refused;
            }

            var half = texts.Count / 2;
            refused = await AskAsync(user, texts[..half], asked, refused, cancellationToken).ConfigureAwait(false);
            return await AskAsync(user, texts[half..], asked, refused, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The state after the batch. A model that keeps answering with another number of dimensions begins anew.</summary>
    /// <exception cref="AiException">It does so for the first time.</exception>
    private static EmbeddingState Took(UnembeddedPassages next, Dictionary<string, float[]> asked)
    {
        var state = next.State;
        var done = new EmbeddingState { Model = state.Model, Dimensions = state.Dimensions, Through = next.Passages[^1].Number };
        if (asked.Count == 0) return done;
        var dimensions = asked.Values.First().Length;
        if (state.Dimensions == 0 || state.Dimensions == dimensions) return done with { Dimensions = dimensions };
        if (state.OtherDimensions == dimensions) return done with { Dimensions = dimensions, Through = 0 };
        throw new AiException(AiCause.ProviderAnswerInvalid, string.Create(
            CultureInfo.InvariantCulture,
            $"The model answered with {dimensions} dimensions instead of {state.Dimensions}. If it does so again, all is embedded anew."));
    }

    private static async Task<bool> SaveAsync(
        KnowledgeTransaction sql, string collectionId, UnembeddedPassages next, EmbeddingState state, Dictionary<string, float[]> vectors)
    {
        // Nobody deletes a passage meanwhile, and nothing comes back that is being erased.
        if (await CollectionRows.LockAsync(sql, collectionId).ConfigureAwait(false) is not { } collection) return false;
        var there = await PassageRows.ExistingAsync(
            sql, [.. next.Passages.Select(passage => PassageRows.Id(collection.Number, passage.Number))]).ConfigureAwait(false);
        foreach (var passage in next.Passages)
        {
            if (vectors.TryGetValue(passage.Hash, out var vector) && vector.Length == state.Dimensions
                && there.Contains(PassageRows.Id(collection.Number, passage.Number)))
            {
                await VectorRows.SaveAsync(sql, collection.Number, passage.Number, new StoredVector(state.Key!, passage.Hash, vector))
                    .ConfigureAwait(false);
            }
        }

        await CollectionRows.SaveEmbeddingAsync(sql, collection.Number, state, next.IsUsed).ConfigureAwait(false);
        return true;
    }

    private async Task<EmbeddingOutcome> FailAsync(
        string collectionId, EmbeddingState state, AiException exception, CancellationToken cancellationToken)
    {
        var failed = EmbeddingRetry.After(state, exception, options.Value.Retry, time.GetUtcNow());
        LogFailed(collectionId, exception.Code, failed.RetryAt!.Value);
        await database.WriteAsync(
            sql => EmbeddingRetry.SaveAsync(sql, collectionId, failed), cancellationToken).ConfigureAwait(false);
        return new EmbeddingOutcome(false, failed.RetryAt, false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Collection {CollectionId} is not embedded for now: {Code}; next try at {At:u}")]
    private partial void LogFailed(string collectionId, string code, DateTimeOffset at);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A passage stays without an embedding: {Reason}")]
    private partial void LogSkipped(string reason);
}
