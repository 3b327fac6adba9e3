using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Embeddings;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search.Grades;

/// <summary>The passages nearest to each question, and what a cosine means in this collection.</summary>
/// <param name="Floor">The mean cosine of questions and passages, which have mostly nothing to do with each other.</param>
/// <param name="Match">The median cosine of a question and the nearest passage that answers it.</param>
internal sealed record NearQuestions(
    string Model, IReadOnlyDictionary<string, List<NearPassage>> Passages, double Floor, double Match)
{
    public static async Task<NearQuestions> FindAsync(
        KnowledgeTransaction sql, Reader reader, SearchScope scope, int collection, IReadOnlyList<KnownQuestion> questions,
        QuestionEmbeddings embeddings)
    {
        var asked = questions.Select(question => question.Text).Where(embeddings.Vectors.ContainsKey).Distinct().ToList();
        var (nearest, mean) = await VectorRanking.ScanAsync(
            sql, reader, scope, [collection], embeddings.Model, asked.ConvertAll(text => embeddings.Vectors[text]),
            KnowledgeSearch.MaxNear).ConfigureAwait(false);
        var byText = asked.Zip(nearest).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var owners = await DocumentsAsync(sql, collection).ConfigureAwait(false);
        var cosines = questions.Where(question => byText.ContainsKey(question.Text))
            .Select(question => byText[question.Text].Where(near => owners(near.Passage) is { } id && question.Right.Contains(id))
                .Select(near => (double?)near.Cosine).FirstOrDefault())
            .OfType<double>().Order().ToList();
        return new NearQuestions(embeddings.Model, byText, mean, cosines.Count == 0 ? 0 : cosines[cosines.Count / 2]);
    }

    /// <summary>The document of a passage.</summary>
    private static async Task<Func<long, string?>> DocumentsAsync(KnowledgeTransaction sql, int collection)
    {
        var documents = await sql.ReadAsync(
            "SELECT first_passage, passages, id FROM vault_document WHERE collection = @collection AND passages > 0 ORDER BY first_passage",
            row => (First: row.GetInt64(0), Count: row.GetInt32(1), Id: row.GetString(2)), ("collection", collection))
            .ConfigureAwait(false);
        var firsts = documents.Select(document => document.First).ToArray();
        return passage =>
        {
            var i = Array.BinarySearch(firsts, passage);
            if (i < 0) i = ~i - 1;
            return i >= 0 && passage < documents[i].First + documents[i].Count ? documents[i].Id : null;
        };
    }
}
