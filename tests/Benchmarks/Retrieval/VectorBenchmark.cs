using System.Text.Json;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;
using ObsidianVault.Retrieval;

namespace ObsidianVault.Benchmarks.Retrieval;

/// <summary>
/// The path of embeddings, on a judged set that is indexed already. The vectors are made of hashed words and know no meaning, so only times
/// and sizes say something; what fusing them does to the quality shows why collections are graded first.
/// </summary>
internal static class VectorBenchmark
{
    private const int Dimensions = 256;
    private const int Batch = 200;
    private static readonly string s_model = $"hash-v1 (lexical)/{Dimensions}";

    public static async Task<List<Metric>> MeasureAsync(string name, KnowledgeDatabase database, RetrievalSet set, Reader reader)
    {
        var vectors = new HashedWords();
        var passages = await database.ReadAsync(
            sql => sql.ReadAsync(
                "SELECT id, content FROM vector_documents", row => (Id: row.GetString(0), Text: row.GetString(1))), default);
        var made = passages.ConvertAll(passage => (PassageRows.Parse(passage.Id), Vector: vectors.Of(passage.Text)));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var some in made.Chunk(Batch))
            await database.WriteAsync(
                async sql =>
                {
                    foreach (var ((collection, number), vector) in some)
                        await VectorRows.SaveAsync(sql, collection, number, new StoredVector(s_model, $"{number}", vector));
                    return true;
                },
                default);
        var perSecond = made.Count / watch.Elapsed.TotalSeconds;
        var ranking = new Ranking { EmbeddingModel = s_model, EmbeddingMatch = 1 };
        await database.WriteAsync(
            sql => sql.ChangeAsync("UPDATE vault_collection SET ranking = @ranking", ("ranking", JsonSerializer.Serialize(ranking))),
            default);

        var search = new Fused(database, vectors, reader);
        var ndcg = new List<double>();
        foreach (var (id, text) in set.Queries)
        {
            var found = await RetrievalBenchmark.SearchAsync(search, set.Name, text, 100);
            ndcg.Add(RetrievalScores.Ndcg10([.. found.Select(passage => passage.Path)], set.Relevant[id]));
        }

        var texts = set.Queries.Select(query => query.Text).ToList();
        var alone = await RetrievalBenchmark.TimeAsync(search, set.Name, texts, 1);
        var busy = await RetrievalBenchmark.TimeAsync(search, set.Name, texts, 8);
        var how = database.ComparesVectors ? "pgvector" : "compared here";
        return
        [
            Alone("ndcg@10", "", Math.Round(ndcg.Average(), 4)),
            Alone("p50 of a query, one client", "ms", RetrievalBenchmark.Percentile(alone, 50)),
            Alone("p95 of a query, one client", "ms", RetrievalBenchmark.Percentile(alone, 95)),
            Alone("p95 of a query, eight clients", "ms", RetrievalBenchmark.Percentile(busy, 95)),
            Alone("vectors stored in a second", "", Math.Round(perSecond)),
        ];

        Metric Alone(string metric, string unit, double ours) => new(
            $"{set.Name}, {name}, words and {Dimensions} dimensions of hashed words ({how}): {metric}", unit, ours, 0, "none", null);
    }

    /// <summary>As the service searches, with a question's vector at hand.</summary>
    private sealed class Fused(KnowledgeDatabase database, HashedWords vectors, Reader reader) : ISearch
    {
        public Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellationToken) => database.ReadAsync(
            async sql =>
            {
                var scope = await ScopeRows.ReadAsync(sql, query) ?? throw new InvalidOperationException("There is no collection.");
                var near = await VectorRanking.RankAsync(
                    sql, reader, scope, s_model, vectors.Of(query.Text), KnowledgeSearch.MaxNear);
                return new SearchResult([.. await KnowledgeSearch.FindAsync(sql, query, scope, new NearPassages(s_model, near))], "");
            },
            cancellationToken);
    }

    /// <summary>A text's vector is the sum of its words', which are random and always the same.</summary>
    private sealed class HashedWords
    {
        private readonly Dictionary<string, float[]> _known = new(StringComparer.Ordinal);

        public float[] Of(string text)
        {
            var sum = new float[Dimensions];
            foreach (var word in Knowledge.Terms.Words.Of(text).Distinct())
                System.Numerics.Tensors.TensorPrimitives.Add<float>(sum, OfWord(word), sum);
            var norm = System.Numerics.Tensors.TensorPrimitives.Norm<float>(sum);
            if (norm > 0) System.Numerics.Tensors.TensorPrimitives.Divide<float>(sum, norm, sum);
            return sum;
        }

        private float[] OfWord(string word)
        {
            lock (_known)
            {
                if (_known.TryGetValue(word, out var known)) return known;
                var random = new Random(word.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)));
                return _known[word] = [.. Enumerable.Range(0, Dimensions).Select(_ => random.NextSingle() - 0.5f)];
            }
        }
    }
}
