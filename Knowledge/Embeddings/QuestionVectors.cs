using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Embeddings;

/// <summary>
/// Embeds the questions that a collection is graded by. They are kept with the collection, so that grading it
/// again asks only for new ones.
/// </summary>
internal sealed class QuestionVectors(
    KnowledgeDatabase database, Embedder embedder, IOptions<EmbeddingOptions> options, TimeProvider time)
{
    /// <param name="user">Who pays.</param>
    /// <returns>By text; null if the collection is not embedded, or if they cannot be had now: then it is graded again later.</returns>
    public async Task<QuestionEmbeddings?> FindAsync(
        string collectionId, int collection, string user, IReadOnlyCollection<string> questions, CancellationToken cancellationToken)
    {
        if (embedder.Model is not { } model) return null;
        var texts = questions.Distinct(StringComparer.Ordinal)
            .Select(question => (Question: question, Text: EmbeddedText.Of(question))).Where(text => text.Text.Length > 0)
            .Select(text => (text.Question, text.Text, Hash: EmbeddedText.Hash(text.Text))).ToList();
        var (state, known) = await database.ReadAsync(sql => ReadAsync(sql, collection, model, [.. texts.Select(text => text.Hash)]),
            cancellationToken).ConfigureAwait(false);
        if (state?.Key is not { } key) return null;
        try
        {
            var missing = texts.Where(text => !known.ContainsKey(text.Hash)).DistinctBy(text => text.Hash);
            foreach (var some in missing.Chunk(options.Value.Batch))
            {
                var vectors = await embedder.EmbedAsync(
                    user, [.. some.Select(text => text.Text)], options.Value.Deadline, null, cancellationToken).ConfigureAwait(false);
                if (vectors[0].Length != state.Dimensions)
                    throw new AiException(AiCause.ProviderAnswerInvalid, "The model embeds questions with other dimensions than passages.");
                foreach (var (text, vector) in some.Zip(vectors)) known[text.Hash] = vector;
            }
        }
        catch (AiException exception)
        {
            await database.WriteAsync(
                sql => EmbeddingRetry.SaveAsync(
                    sql, collectionId, EmbeddingRetry.After(state, exception, options.Value.Retry, time.GetUtcNow())),
                cancellationToken).ConfigureAwait(false);
            return null;
        }

        await database.WriteAsync(sql => SaveAsync(sql, collectionId, key, known), CancellationToken.None).ConfigureAwait(false);
        return new QuestionEmbeddings(key, texts.ToDictionary(text => text.Question, text => known[text.Hash], StringComparer.Ordinal));
    }

    private static async Task<(EmbeddingState? State, Dictionary<string, float[]> Known)> ReadAsync(
        KnowledgeTransaction sql, int collection, string model, string[] hashes)
    {
        var state = await CollectionRows.EmbeddingAsync(sql, collection).ConfigureAwait(false);
        if (state.Model != model || state.Key is not { } key) return (null, []);
        if (!await VectorRows.AreMostAsync(sql, collection, key).ConfigureAwait(false)) return (null, []);
        return (state, await VectorRows.QuestionsAsync(sql, collection, key, hashes).ConfigureAwait(false));
    }

    private static async Task<bool> SaveAsync(
        KnowledgeTransaction sql, string collectionId, string model, Dictionary<string, float[]> questions)
    {
        if (await CollectionRows.LockAsync(sql, collectionId).ConfigureAwait(false) is not { } collection) return false;
        await VectorRows.KeepQuestionsAsync(sql, collection.Number, model, questions).ConfigureAwait(false);
        return true;
    }
}

/// <param name="Model">The model and its number of dimensions.</param>
/// <param name="Vectors">By question.</param>
internal sealed record QuestionEmbeddings(string Model, IReadOnlyDictionary<string, float[]> Vectors);
