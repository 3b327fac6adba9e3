using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Hosting.Database;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;
using Note = ObsidianVault.Knowledge.Reading.Note;

namespace ObsidianVault.Cluster.Knowledge;

/// <summary>What the store and the search of the knowledge base do, on every database.</summary>
public abstract class KnowledgeContract : IAsyncLifetime
{
    protected const string Mine = "mine";

    protected static readonly Reader Ada = Reader.Of("ada");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected KnowledgeDatabase Database { get; private set; } = null!;

    protected IKnowledgeStore Store { get; private set; } = null!;

    protected ISearch Search { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await OpenAsync();
        await Database.MigrateAsync(TimeProvider.System, NullLogger<DatabaseMigrator>.Instance, Token);
        Store = new KnowledgeStore(Database, TimeProvider.System);
        Search = new KnowledgeSearch(Database);
        await SaveAsync(Mine, "ada");
    }

    public async ValueTask DisposeAsync()
    {
        if (Database is not null) await Database.DisposeAsync();
        CleanUp();
        GC.SuppressFinalize(this);
    }

    private protected abstract ValueTask<KnowledgeDatabase> OpenAsync();

    protected virtual void CleanUp()
    {
    }

    protected Task SaveAsync(
        string id, string owner, Visibility visibility = Visibility.Private, params (string Person, MemberRight Right)[] members) =>
        Store.SaveCollectionAsync(
            new Collection(
                id, id, owner, visibility, members.ToImmutableDictionary(m => m.Person, m => m.Right), 0, DateTimeOffset.UnixEpoch), Token);

    /// <summary>Stores notes and indexes them.</summary>
    protected async Task<ImmutableArray<DocumentStatus>> AddAsync(string collection, params Note[] notes)
    {
        var statuses = await ReceiveAsync(collection, notes);
        foreach (var (note, status) in notes.Zip(statuses))
            await Store.IndexAsync(collection, status.Id, status.Hash, note, Token);
        return statuses;
    }

    protected Task<ImmutableArray<DocumentStatus>> ReceiveAsync(string collection, params Note[] notes) => Store.ReceiveAsync(
        collection,
        [
            .. notes.Select(note => new ArrivedDocument(
                $"{Guid.NewGuid():n}", note.Path, Notes.Hash(note.Text), note.Text.Length, "documents/x")),
        ],
        [], Token);

    protected Task<ImmutableArray<DocumentStatus>> RemoveAsync(string collection, params string[] paths) =>
        Store.ReceiveAsync(collection, [], [.. paths], Token);

    protected async Task<string[]> FindAsync(string text, Reader? reader = null, params string[] collections) =>
        [.. (await SearchAsync(text, reader, collections)).Select(found => found.Path)];

    protected async Task<ImmutableArray<FoundPassage>> SearchAsync(string text, Reader? reader = null, params string[] collections) =>
        (await Search.SearchAsync(
            new SearchQuery { Reader = reader ?? Ada, Text = text, Collections = [.. collections], Limit = 100, PerNote = 100 }, Token))
        .Passages;
}
