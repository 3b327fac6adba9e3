using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Answers.Quotes;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Finds what a video that is asked for with notes is to follow.</summary>
public interface ISceneNotes
{
    /// <param name="user">Who pays, if finding them costs something: the key of the ledger.</param>
    /// <param name="collections">Only in these; empty for every collection that the reader may see.</param>
    Task<FoundNotes> FindAsync(
        NoteWish wish, Reader reader, string user, ImmutableArray<string> collections, CancellationToken cancellationToken);
}

/// <param name="Text">What they say, as data for whoever writes the code; null if there are none.</param>
/// <param name="Missing">The name of a note that is none of theirs; null if all were found.</param>
/// <param name="HasTopic">Whether something was found about the topic, if there is one.</param>
public sealed record FoundNotes(string? Text, ImmutableArray<NoteSource> Sources, string? Missing, bool HasTopic);

internal sealed class SceneNotes(IKnowledgeStore store, ISearch search, IOptions<AnswerOptions> options) : ISceneNotes
{
    private const int MaxText = 12_000;
    private const int MaxNote = 5_000;
    private const int Passages = 8;

    public async Task<FoundNotes> FindAsync(
        NoteWish wish, Reader reader, string user, ImmutableArray<string> collections, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var sources = ImmutableArray.CreateBuilder<NoteSource>();
        ImmutableDictionary<string, string>? names = null;
        foreach (var link in wish.Links)
        {
            var parts = link.Split('#', 2);
            if (await store.ResolveAsync(reader, collections, parts[0], null, cancellationToken) is not { } note)
                return new FoundNotes(null, [], link, HasTopic: false);
            names ??= (await store.ListCollectionsAsync(reader, cancellationToken)).ToImmutableDictionary(c => c.Id, c => c.Name);
            Add(note.Note.Title, Part(note, parts.ElementAtOrDefault(1)), MaxNote);
            sources.Add(new NoteSource(note.CollectionId, names.GetValueOrDefault(note.CollectionId, ""), note.DocumentId, note.Note.Path,
                note.Note.Title, note.Hash));
        }

        if (wish.Topic is null) return new FoundNotes(Whole(), sources.ToImmutable(), null, HasTopic: true);
        var result = await search.SearchAsync(
            new SearchQuery { Reader = reader, Text = wish.Topic, User = user, Collections = collections, Limit = Passages },
            cancellationToken);
        var found = result.Passages.Where(p => p.Relevance >= options.Value.Relevance).ToArray();
        foreach (var passage in found)
        {
            Add(passage.Title, Source.Of(passage).Text.Shown, MaxNote);
            if (sources.All(s => s.DocumentId != passage.DocumentId))
                sources.Add(new NoteSource(
                    passage.CollectionId, passage.CollectionName, passage.DocumentId, passage.Path, passage.Title, passage.NoteHash));
        }

        return new FoundNotes(Whole(), sources.ToImmutable(), null, found.Length > 0);

        void Add(string title, string words, int most)
        {
            if (text.Length >= MaxText) return;
            text.Append("## ").Append(title.ReplaceLineEndings(" ")).Append('\n')
                .Append(AnswerPrompt.Start(words.Trim(), Math.Min(most, MaxText - text.Length))).Append("\n\n");
        }

        string? Whole() => text.Length == 0 ? null : text.ToString().TrimEnd();
    }

    /// <summary>The whole note, or what stands under a heading.</summary>
    private static string Part(StoredNote note, string? heading) =>
        QuotableText.Of(TextOf(note, heading), 1, Source.IsMarkdown(note.Note.Path)).Shown;

    /// <summary>The same as it is stored.</summary>
    internal static string TextOf(StoredNote note, string? heading)
    {
        var name = heading?.Split('#')[^1].TrimStart('^').Trim();
        var parts = name is null ? [] : note.Note.Passages
            .Where(p => p.Block == name || p.Headings.Contains(name, StringComparer.OrdinalIgnoreCase)).ToArray();
        return parts.Length == 0 ? note.Note.Text : string.Join('\n', parts.Select(p => p.Text));
    }
}
