using System.Security.Cryptography;
using System.Text;

namespace ObsidianVault.Fakes.Providers;

/// <summary>
/// Embeddings made from words, always the same: a text's vector is the sum of its words' vectors, and words of one line of
/// <paramref name="synonyms"/> have the same. It stands for a model that knows what words mean.
/// </summary>
public sealed class WordVectors(int dimensions, params string[] synonyms)
{
    private readonly Dictionary<string, string> _meanings = synonyms
        .SelectMany(line => line.Split(' ').Select(word => (Word: word, Meaning: line.Split(' ')[0])))
        .ToDictionary(pair => pair.Word, pair => pair.Meaning);

    public IEnumerable<float[]> Of(IReadOnlyList<string> texts) => texts.Select(Of);

    public float[] Of(string text)
    {
        var sum = new float[dimensions];
        var words = text.ToLowerInvariant().Split([.. " \n.,:;?!>()-"], StringSplitOptions.RemoveEmptyEntries).Distinct();
        foreach (var word in words)
        {
            var vector = OfWord(_meanings.GetValueOrDefault(word, word));
            for (var i = 0; i < dimensions; i++) sum[i] += vector[i];
        }

        return sum;
    }

    private float[] OfWord(string word)
    {
        var vector = new float[dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{word}:{i}"));
            vector[i] = (BitConverter.ToInt32(hash) / (float)int.MaxValue);
        }

        return vector;
    }
}
