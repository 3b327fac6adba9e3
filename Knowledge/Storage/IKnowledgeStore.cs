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

    /// <summary>
    /// Deletes the collection with everything in it, in bounded transactions; repeated after a crash, it goes on. From the first one
    /// on nobody finds anything of it. Its objects become unneeded, and those rows stay for <see cref="ReadUnneededAsync"/>.
    /// </summary>
    Task EraseCollectionAsync(string collectionId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores that documents have arrived. One whose path and hash are known changes nothing. One whose path is known waits under
    /// its old id, and its old version is found until the new one is indexed. One whose hash is that of a document in
    /// <paramref name="gone"/> is that document, renamed: it keeps its id, what is found of it, and the links to it.
    /// The objects that nothing refers to afterwards are kept as unneeded, in the same transaction.
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

    /// <summary>
    /// Keys of objects that no document refers to any more: of documents that were deleted or replaced, or that arrived and were
    /// known. They stand in rows until <see cref="ForgetUnneededAsync"/>, so that a crash loses none.
    /// </summary>
    Task<ImmutableArray<string>> ReadUnneededAsync(string collectionId, int limit, CancellationToken cancellationToken);

    /// <summary>The objects were deleted.</summary>
    Task ForgetUnneededAsync(string collectionId, ImmutableArray<string> objectKeys, CancellationToken cancellationToken);

    /// <summary>A document that the reader may see, whatever its state, or null.</summary>
    Task<FoundDocument?> FindDocumentAsync(Reader reader, string documentId, CancellationToken cancellationToken);

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

    /// <summary>The embeddings of the document's passages, in their order, if the reader may see it.</summary>
    Task<ImmutableArray<PassageVector>> ReadVectorsAsync(Reader reader, string documentId, CancellationToken cancellationToken);

    /// <summary>The ids, after the given one, of collections that have passages which this model has not embedded.</summary>
    Task<ImmutableArray<string>> ListUnembeddedAsync(string model, string? after, int limit, CancellationToken cancellationToken);
}

/// <param name="Ordinal">Of the passage in its document, from 0.</param>
/// <param name="Model">The model and its number of dimensions.</param>
/// <param name="Vector">Of length 1.</param>
public sealed record PassageVector(int Ordinal, string Model, float[] Vector);

/// <param name="Labels">What its sender said about it; the grain adds it to the note.</param>
public sealed record WaitingDocument(string Id, string Path, string Hash, string? ObjectKey, DocumentLabels? Labels);

/// <summary>A document as it arrived, read or not.</summary>
/// <param name="ObjectKey">Where its bytes are, while they live; null if they are not kept.</param>
public sealed record FoundDocument(string CollectionId, DocumentStatus Document, string? ObjectKey);

/// <summary>A note as it is stored.</summary>
/// <param name="Note">With its whole text; its passages are read with it.</param>
public sealed record StoredNote(string CollectionId, string DocumentId, string Hash, DateTimeOffset IndexedAt, Note Note);

/// <param name="Incoming">Documents that link to it: id, path and title.</param>
/// <param name="Outgoing">Its links, with the document each resolves to, or null.</param>
public sealed record NoteLinks(ImmutableArray<LinkedNote> Incoming, ImmutableArray<(NoteLink Link, LinkedNote? To)> Outgoing);

public sealed record LinkedNote(string DocumentId, string Path, string Title);
