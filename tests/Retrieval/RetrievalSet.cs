using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Retrieval;

/// <summary>
/// Documents, queries and which documents answer them, in the layout of BEIR: corpus.jsonl, queries.jsonl, qrels/test.tsv.
/// </summary>
internal sealed record RetrievalSet(
    string Name,
    IReadOnlyList<(string Id, string Title, string Text)> Documents,
    IReadOnlyList<(string Id, string Text)> Queries,
    IReadOnlyDictionary<string, HashSet<string>> Relevant)
{
    public long TextBytes => Documents.Sum(document => (long)Encoding.UTF8.GetByteCount(document.Title + " " + document.Text));

    public static RetrievalSet Read(string folder)
    {
        var relevant = new Dictionary<string, HashSet<string>>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "qrels", "test.tsv")).Skip(1))
        {
            if (line.Split('\t') is not [var query, var document, var score] || score.Trim() == "0") continue;
            if (!relevant.TryGetValue(query, out var documents)) relevant.Add(query, documents = []);
            documents.Add(document);
        }

        return new RetrievalSet(
            Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            [.. Lines("corpus.jsonl").Select(line => (Value(line, "_id"), Value(line, "title"), Value(line, "text")))],
            [.. Lines("queries.jsonl").Select(line => (Value(line, "_id"), Value(line, "text"))).Where(q => relevant.ContainsKey(q.Item1))],
            relevant);

        IEnumerable<JsonElement> Lines(string file) => File.ReadLines(Path.Combine(folder, file))
            .Where(line => line.Length > 0).Select(line => JsonDocument.Parse(line).RootElement);

        static string Value(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
    }

    /// <summary>The folders of the sets beside this repository; empty where there are none.</summary>
    public static IReadOnlyList<string> Beside()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ObsidianVault.sln"))) root = root.Parent;
        var beside = root is null ? null : Path.Combine(root.FullName, "..", "shared");
        var places = new[] { Environment.GetEnvironmentVariable("VAULT_SHARED"), beside }.OfType<string>();
        return places.Select(place => Path.Combine(place, "fixtures", "retrieval")).FirstOrDefault(Directory.Exists) is { } sets
            ? [.. Directory.GetDirectories(sets).Where(set => File.Exists(Path.Combine(set, "corpus.jsonl"))).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>A document as a note of one passage; its path is its id.</summary>
    public static Note ToNote((string Id, string Title, string Text) document)
    {
        var passage = new Passage(0, [], 1, 1, document.Text, document.Text, Hash(document.Id + document.Text), null);
        return new Note { Path = document.Id, Title = document.Title, Text = document.Text, Kind = "text", Passages = [passage] };
    }

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>How good ranked lists of documents are.</summary>
internal static class RetrievalScores
{
    public static double Ndcg10(IEnumerable<string> ranked, HashSet<string> relevant)
    {
        var gain = ranked.Take(10).Select((id, i) => relevant.Contains(id) ? 1 / Math.Log2(i + 2) : 0).Sum();
        return gain / Enumerable.Range(0, Math.Min(10, relevant.Count)).Sum(i => 1 / Math.Log2(i + 2));
    }

    public static double Recall100(IEnumerable<string> ranked, HashSet<string> relevant) =>
        (double)ranked.Take(100).Count(relevant.Contains) / relevant.Count;
}
