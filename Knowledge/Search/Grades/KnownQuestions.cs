using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Links;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Search.Grades;

/// <param name="Text">What is asked.</param>
/// <param name="From">The document the question was taken from, which does not count; null for none.</param>
/// <param name="Right">The documents that answer it.</param>
internal sealed record KnownQuestion(string Text, string? From, HashSet<string> Right);

/// <summary>Makes questions whose answers are known.</summary>
internal static class KnownQuestions
{
    /// <summary>So many sentences are taken; which ones does not depend on the order of the notes.</summary>
    private const int MaxLinks = 400;

    /// <summary>A sentence with fewer words left says too little.</summary>
    private const int MinWords = 3;

    public static async Task<List<KnownQuestion>> OfLinksAsync(KnowledgeTransaction sql, int collection, string collectionId, Reader reader)
    {
        var notes = await sql.ReadAsync(
            "SELECT id, path, note FROM vault_document WHERE collection = @collection AND note IS NOT NULL ORDER BY id",
            row => (Id: row.GetString(0), Path: row.GetString(1), NoteRows.Unpack((byte[])row[2]).Links), ("collection", collection))
            .ConfigureAwait(false);
        var sentences = notes.SelectMany(note => note.Links
                .Where(link => !link.IsEmbed && link.Target.Length > 0)
                .Select(link => (note.Id, note.Path, link.Target, Text: Ask(link))))
            .Where(question => QueryTerm.Read(question.Text).Count >= MinWords)
            .DistinctBy(question => (question.Text, question.Target))
            .OrderBy(question => PlaceOf(question.Text + question.Target)).Take(MaxLinks).ToList();
        var questions = new List<KnownQuestion>();
        foreach (var sentence in sentences)
        {
            var named = await LinkRows.ResolveAsync(sql, reader, [collectionId], sentence.Target, sentence.Path).ConfigureAwait(false);
            if (named is not null && named.DocumentId != sentence.Id)
                questions.Add(new KnownQuestion(sentence.Text, sentence.Id, [named.DocumentId]));
        }

        return questions;
    }

    public static async Task<List<KnownQuestion>> JudgedAsync(KnowledgeTransaction sql, int collection) =>
    [
        .. (await sql.ReadAsync(
            "SELECT query, document FROM vault_judgement WHERE collection = @collection ORDER BY query, document",
            row => (Query: row.GetString(0), Document: row.GetString(1)), ("collection", collection)).ConfigureAwait(false))
        .GroupBy(row => row.Query)
        .Select(group => new KnownQuestion(group.Key, null, group.Select(row => row.Document).ToHashSet(StringComparer.Ordinal))),
    ];

    /// <summary>The sentence without the words of the link, which would give the answer away.</summary>
    internal static string Ask(NoteLink link)
    {
        var text = link.Sentence;
        foreach (var shown in new[] { link.Shown, link.Target, NoteNames.WithoutExtension(NoteNames.Name(link.Target)) })
        {
            if (!string.IsNullOrWhiteSpace(shown)) text = text.Replace(shown, " ", StringComparison.OrdinalIgnoreCase);
        }

        return text.Trim();
    }

    /// <summary>A place in an order that has nothing to do with what is ordered, and is always the same.</summary>
    private static uint PlaceOf(string text)
    {
        // FNV-1a.
        var hash = 2166136261;
        foreach (var c in text) hash = (hash ^ c) * 16777619;
        return hash;
    }
}
