using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Knowledge.Storage;

/// <summary>
/// The rows of the knowledge base: collections with their members, documents, passages, links. Durable when a method returns.
/// Only the collection's grain writes; anybody reads, as a <see cref="Reader"/>.
/// </summary>
public interface IKnowledgeStore
{
    /// <summary>Adds a collection or replaces its name, members and visibility.</summary>
    Task SaveCollectionAsync(Collection collection, CancellationToken cancellationToken);

    /// <summary>For the grain: whoever may read it.</summary>
    Task<Collection?> FindCollectionAsync(string collectionId, CancellationToken cancellationToken);

    /// <summary>The collections that the reader may read, by name.</summary>
    Task<ImmutableArray<Collection>> ListCollectionsAsync(Reader reader, CancellationToken cancellationToken);

    /// <summary>Deletes the collection with everything in it, in bounded transactions; repeated after a crash, it goes on.</summary>
    Task EraseCollectionAsync(string collectionId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores that documents have arrived. One whose path and hash are known changes nothing. One whose path is known waits under
    /// its old id, and its old version is found until the new one is indexed. One whose hash is that of a document in
    /// <paramref name="gone"/> is that document, renamed.
    /// </summary>
    /// <param name="gone">Paths that no longer exist; their documents are deleted, with every trace, unless renamed.</param>
    Task<ImmutableArray<DocumentStatus>> ReceiveAsync(
        string collectionId, ImmutableArray<ArrivedDocument> arrived, ImmutableArray<string> gone, CancellationToken cancellationToken);

    /// <summary>The documents that wait to be read, oldest first, with where their bytes are.</summary>
    Task<ImmutableArray<WaitingDocument>> ReadWaitingAsync(string collectionId, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces what is found of the document by the note, in one transaction that also raises the collection's generation.
    /// Changes nothing if the document's hash is not <paramref name="hash"/> any more.
    /// </summary>
    Task IndexAsync(string collectionId, string documentId, string hash, Note note, CancellationToken cancellationToken);

    Task RefuseAsync(string collectionId, string documentId, string hash, string reason, CancellationToken cancellationToken);

    /// <summary>A page of the collection's documents by path, after the given path.</summary>
    Task<ImmutableArray<DocumentStatus>> ListDocumentsAsync(
        string collectionId, string? after, int limit, CancellationToken cancellationToken);

    /// <summary>The path and hash of every document, to compare with a manifest.</summary>
    Task<ImmutableDictionary<string, string>> ReadManifestAsync(string collectionId, CancellationToken cancellationToken);

    /// <summary>A note that the reader may see, or null.</summary>
    Task<StoredNote?> FindNoteAsync(Reader reader, string documentId, CancellationToken cancellationToken);

    /// <summary>
    /// A note by a link's target, as Obsidian resolves it: path, base name, or alias; case and Unicode form do not count.
    /// </summary>
    /// <param name="from">The path of the note the link stands in, for ties; null for none.</param>
    Task<StoredNote?> ResolveAsync(
        Reader reader, ImmutableArray<string> collections, string target, string? from, CancellationToken cancellationToken);

    /// <summary>The notes that link to the document, and those it links to, as far as the reader may see them.</summary>
    Task<NoteLinks> ReadLinksAsync(Reader reader, string documentId, CancellationToken cancellationToken);

    /// <summary>How much a collection holds and how much of it waits.</summary>
    Task<CollectionCounts> CountAsync(string collectionId, CancellationToken cancellationToken);
}

/// <param name="Id">A new id, used if the path is new.</param>
/// <param name="ObjectKey">Where its bytes are in the object store, <c>documents/{id}</c>.</param>
public sealed record ArrivedDocument(string Id, string Path, string Hash, long Size, string ObjectKey);

public sealed record WaitingDocument(string Id, string Path, string Hash, string ObjectKey);

/// <summary>A note as it is stored.</summary>
/// <param name="Note">With its whole text; its passages are read with it.</param>
public sealed record StoredNote(string CollectionId, string DocumentId, string Hash, DateTimeOffset IndexedAt, Note Note);

/// <param name="Incoming">Documents that link to it: id, path and title.</param>
/// <param name="Outgoing">Its links, with the document each resolves to, or null.</param>
public sealed record NoteLinks(ImmutableArray<LinkedNote> Incoming, ImmutableArray<(NoteLink Link, LinkedNote? To)> Outgoing);

public sealed record LinkedNote(string DocumentId, string Path, string Title);

/// <param name="TextBytes">Bytes of text that can be found.</param>
public sealed record CollectionCounts(int Documents, int Waiting, int Refused, int Passages, long TextBytes);
