using System.Numerics.Tensors;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search;

/// <param name="Cosine">Of the question and the passage.</param>
internal readonly record struct NearPassage(int Collection, long Passage, double Cosine);

/// <summary>The passages nearest to a question, nearest first, by the embeddings of one model.</summary>
internal sealed record NearPassages(string Model, IReadOnlyList<NearPassage> Passages);

/// <summary>
/// Ranks passages by the cosine with a question, exactly: every vector that the reader may see and the filters leave is compared, and no
/// other one, so nothing is missing and nothing shows through. PostgreSQL does it where it has pgvector; else the vectors stream through.
/// </summary>
internal static class VectorRanking
{
    /// <summary>The nearest passages, nearest first.</summary>
    /// <param name="model">Collections whose ranking uses other embeddings take no part.</param>
    public static async Task<List<NearPassage>> RankAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, string model, float[] question, int limit)
    {
        var collections = scope.Collections.Values.Where(collection => collection.Ranking.EmbeddingModel == model)
            .Select(collection => collection.Number).ToList();
        if (collections.Count == 0 || scope.Allowed is { Count: 0 }) return [];
        if (sql.ComparesVectors) return await AskAsync(sql, reader, scope, collections, model, question, limit).ConfigureAwait(false);
        return (await ScanAsync(sql, reader, scope, collections, model, [question], limit).ConfigureAwait(false)).Nearest[0];
    }

    /// <summary>Compares all questions in one pass over the vectors.</summary>
    /// <returns>For each question its nearest passages, and the mean cosine of all pairs.</returns>
    public static async Task<(List<NearPassage>[] Nearest, double Mean)> ScanAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, IReadOnlyCollection<int> collections, string model,
        IReadOnlyList<float[]> questions, int limit)
    {
        var best = questions.Select(_ => new PriorityQueue<NearPassage, (double, long)>(limit + 1)).ToArray();
        var (sum, count) = (0.0, 0L);
        await sql.ForEachAsync(
            $"""
            SELECT v.collection, v.passage, v.vector FROM vault_collection c CROSS JOIN vault_vector v
            WHERE c.number {sql.In("numbers")} AND {CollectionRows.MayRead(sql)} AND v.collection = c.number AND v.model = @model
            """,
            row =>
            {
                var (collection, passage) = (row.GetInt32(0), row.GetInt64(1));
                if (!scope.Allows(collection, passage)) return;
                var vector = VectorRows.Read(row, 2);
                for (var i = 0; i < questions.Count; i++)
                {
                    if (vector.Length != questions[i].Length) continue;
                    double cosine = TensorPrimitives.Dot(vector, questions[i]);
                    (sum, count) = (sum + cosine, count + 1);
                    // Of equals the older one.
                    var priority = (cosine, -passage);
                    if (best[i].Count == limit && best[i].TryPeek(out _, out var worst) && priority.CompareTo(worst) <= 0) continue;
                    best[i].Enqueue(new NearPassage(collection, passage, cosine), priority);
                    if (best[i].Count > limit) best[i].Dequeue();
                }
            },
            ("numbers", sql.List(collections)), ("model", model), CollectionRows.People(sql, reader)).ConfigureAwait(false);
        return ([.. best.Select(Ordered)], count == 0 ? 0 : sum / count);
    }

    private static async Task<List<NearPassage>> AskAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, List<int> collections, string model, float[] question, int limit)
    {
        var parameters = new List<(string, object?)>
        {
            ("numbers", sql.List(collections)), ("model", model), ("question", question), ("limit", limit),
            ("dimensions", question.Length), CollectionRows.People(sql, reader),
        };
        var allowed = "";
        if (scope.Allowed is not null)
        {
            var ranges = collections.SelectMany(collection =>
                scope.Allowed.TryGetValue(collection, out var some) ? some.All.Select(range => (collection, range.First, range.Last)) : [])
                .ToList();
            allowed = """
                JOIN (SELECT r.collection, generate_series(r.first, r.last) AS passage
                    FROM unnest(@collections, @firsts, @lasts) AS r(collection, first, last)) a
                    ON a.collection = v.collection AND a.passage = v.passage
                """;
            parameters.Add(("collections", ranges.Select(range => range.collection).ToArray()));
            parameters.Add(("firsts", ranges.Select(range => range.First).ToArray()));
            parameters.Add(("lasts", ranges.Select(range => range.Last).ToArray()));
        }

        // The vectors have length 1, so that the inner product is the cosine; pgvector's operator gives it with the other sign.
        return await sql.ReadAsync(
            $"""
            SELECT v.collection, v.passage, CAST(v.vector::vector <#> @question::vector AS double precision) AS distance
            FROM vault_collection c JOIN vault_vector v ON v.collection = c.number {allowed}
            WHERE c.number {sql.In("numbers")} AND {CollectionRows.MayRead(sql)} AND v.model = @model
                AND cardinality(v.vector) = @dimensions
            ORDER BY distance, v.passage LIMIT @limit
            """,
            row => new NearPassage(row.GetInt32(0), row.GetInt64(1), -row.GetDouble(2)), [.. parameters]).ConfigureAwait(false);
    }

    private static List<NearPassage> Ordered(PriorityQueue<NearPassage, (double, long)> best)
    {
        var ranked = new List<NearPassage>(best.Count);
        while (best.TryDequeue(out var near, out _)) ranked.Add(near);
        ranked.Reverse();
        return ranked;
    }
}
