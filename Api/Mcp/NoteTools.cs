using System.ComponentModel;
using ModelContextProtocol;
using ModelContextProtocol.Server;
using ObsidianVault.Api.Knowledge;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Mcp;

/// <summary>The tools that concern notes. Each sees what the token's owner may read, and nothing else.</summary>
[McpServerToolType]
internal sealed class NoteTools(McpCaller caller, ISearch search, IKnowledgeStore store, IAnswers answers)
{
    private const int MaxQuery = KnowledgeQuestion.MaxText;
    private const int MaxName = 1_000;
    private const int MaxLines = 2_000;

    [McpServerTool(Name = "list_collections", Title = "List collections", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("The collections of notes that you may read, with how much they hold.")]
    public async Task<ReadableCollections> ListAsync(CancellationToken cancellationToken)
    {
        var reader = await caller.ReaderAsync();
        var collections = new List<CollectionItem>();
        foreach (var collection in await store.ListCollectionsAsync(reader, cancellationToken))
        {
            var counts = await store.CountAsync(collection.Id, cancellationToken);
            collections.Add(new CollectionItem(
                collection.Id, collection.Name, counts.Documents, counts.Waiting, reader.People.Contains(collection.Owner)));
        }

        return new ReadableCollections([.. collections]);
    }

    [McpServerTool(Name = "search_notes", Title = "Search notes", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("The passages of the notes that fit best, best first, with where each stands.")]
    public async Task<SearchHits> SearchAsync(
        [Description("Words, a sentence, or a name.")] string query,
        [Description("Ids or names of collections; left out for all that you may read.")] string[]? collections = null,
        [Description("Only notes with all of these tags.")] string[]? tags = null,
        [Description("Only notes in this folder and below.")] string? folder = null,
        [Description("How many passages: 1 to 50, 10 where it is left out.")] int limit = 10,
        CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > 50) throw new McpException("limit must be from 1 to 50.");
        var reader = await caller.ReaderAsync();
        var result = await search.SearchAsync(
            new SearchQuery
            {
                Reader = reader,
                Text = McpCaller.Text(query, "query", MaxQuery),
                User = caller.Caller.SessionId,
                Collections = [.. await caller.CollectionsAsync(reader, collections, cancellationToken)],
                Tags = [.. (tags ?? []).Take(20).Select(t => t.TrimStart('#').ToLowerInvariant())],
                Folder = folder,
                Limit = limit,
            },
            cancellationToken);
        return new SearchHits([.. result.Passages.Select(p => new SearchHit(SourceView.Of(p), Excerpts.Of(p, query, 1_500)))]);
    }

    [McpServerTool(Name = "read_note", Title = "Read a note", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("A note's text with its tags, and the notes that it links to and that link to it.")]
    public async Task<NoteText> ReadAsync(
        [Description("The note's id, its path, its name or an alias, as in a link: \"Chain rule\".")] string note,
        [Description("Ids or names of collections to look in; left out for all that you may read.")] string[]? collections = null,
        [Description("The first line to read, from 1.")] int from = 1,
        [Description("How many lines: at most 2,000.")] int lines = MaxLines,
        CancellationToken cancellationToken = default)
    {
        if (from < 1) throw new McpException("from must be at least 1.");
        if (lines is < 1 or > MaxLines) throw new McpException("lines must be from 1 to 2,000.");
        var name = McpCaller.Text(note, "note", MaxName);
        var reader = await caller.ReaderAsync();
        var among = await caller.CollectionsAsync(reader, collections, cancellationToken);
        var found = await store.FindNoteAsync(reader, name, cancellationToken)
            ?? await store.ResolveAsync(reader, [.. among], name.TrimStart('[').TrimEnd(']'), null, cancellationToken);
        if (found is null || (among.Length > 0 && !among.Contains(found.CollectionId)))
            throw new McpException("There is no such note. search_notes finds notes by their words.");
        var links = await store.ReadLinksAsync(reader, found.DocumentId, cancellationToken);
        var text = found.Note.Text.Split('\n');
        return new NoteText(
            found.DocumentId, found.CollectionId, found.Note.Path, found.Note.Title, found.Hash, [.. found.Note.Tags], from,
            text.Length, string.Join('\n', text.Skip(from - 1).Take(lines)),
            [.. links.Outgoing.Where(l => l.To is not null).Select(l => l.To!.Title).Distinct().Take(100)],
            [.. links.Incoming.Select(l => l.Title).Distinct().Take(100)]);
    }

    [McpServerTool(
        Name = "ask_notes", Title = "Ask the notes", ReadOnly = true, OpenWorld = false, UseStructuredContent = true)]
    [Description("Answers a question from the notes. [1] names a citation, whose words the server looked up in the stored note; [?] marks "
        + "a sentence whose proof was not found. It costs a model call.")]
    public async Task<QueryAnswer> AskAsync(
        [Description("The question, in any language.")] string question,
        [Description("Ids or names of collections; left out for all that you may read.")] string[]? collections = null,
        CancellationToken cancellationToken = default)
    {
        var reader = await caller.ReaderAsync();
        var requestId = caller.Http.TraceIdentifier;
        var answer = await answers.AnswerWholeAsync(
            new KnowledgeQuestion
            {
                Reader = reader,
                User = caller.Caller.SessionId,
                RequestId = requestId,
                Channel = "mcp",
                Text = McpCaller.Text(question, "question", MaxQuery),
                Collections = [.. await caller.CollectionsAsync(reader, collections, cancellationToken)],
            },
            cancellationToken);
        return QueryAnswer.Of(answer, requestId, withSources: true);
    }
}

internal sealed record ReadableCollections(CollectionItem[] Collections);

/// <param name="Waiting">Documents that are not read yet.</param>
internal sealed record CollectionItem(string Id, string Name, int Documents, int Waiting, bool IsYours);

internal sealed record SearchHits(SearchHit[] Passages);

internal sealed record SearchHit(SourceView Source, string Text);

/// <param name="Lines">How many the note has.</param>
/// <param name="Text">From the first line that was asked for.</param>
internal sealed record NoteText(
    string Id, string Collection, string Path, string Title, string Hash, string[] Tags, int FirstLine, int Lines, string Text,
        string[] LinksTo, string[] LinkedFrom);
