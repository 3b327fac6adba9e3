using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Api.Knowledge;

/// <summary>A document of a collection.</summary>
/// <param name="DocumentId">Stays the same when it is changed or renamed; left out where it was refused at once.</param>
/// <param name="CollectionId">The collection that it is in.</param>
/// <param name="Path">In the collection.</param>
/// <param name="Status">waiting, indexed or refused.</param>
/// <param name="ChunksCreated">How many passages of it can be found.</param>
/// <param name="Reason">Why it was refused, or what of it could not be read.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Size">In bytes.</param>
/// <param name="ReceivedAt">When its newest bytes arrived.</param>
/// <param name="IndexedAt">When it could first be found as it is.</param>
internal sealed record DocumentView(
    string? DocumentId, string CollectionId, string Path, DocumentState Status, int ChunksCreated, string? Reason, string? Hash, long? Size,
    DateTimeOffset? ReceivedAt, DateTimeOffset? IndexedAt)
{
    public static DocumentView Of(string collectionId, DocumentStatus document) => new(
        document.Id.Length == 0 ? null : document.Id, collectionId, document.Path, document.State, document.Passages, document.Reason,
        document.Hash, document.Size, document.ReceivedAt, document.IndexedAt);

    public static DocumentView Refused(string collectionId, string path, string reason) =>
        new(null, collectionId, path, DocumentState.Refused, 0, reason, null, null, null, null);
}

/// <summary>A page of documents.</summary>
/// <param name="Documents">By path.</param>
/// <param name="Next">Send it as cursor for the next page; left out on the last.</param>
internal sealed record DocumentPage(DocumentView[] Documents, string? Next);

/// <summary>A form with files. Every field but the files may be left out, and stands before or after them.</summary>
/// <param name="File">The files, or a zip of a vault; the name of each is its path in the collection.</param>
/// <param name="Collection">An id, or the name of a collection that you may write. Left out: your own.</param>
/// <param name="Title">Instead of the document's own, where the form has one file.</param>
/// <param name="Category">Becomes the property category.</param>
/// <param name="Tags">Separated by commas.</param>
/// <param name="Metadata">title, category and tags as one JSON object.</param>
internal sealed record UploadForm(
    string File, string? Collection = null, string? Title = null, string? Category = null, string? Tags = null, string? Metadata = null);

/// <summary>What became of an upload.</summary>
/// <param name="CollectionId">The collection that it went to.</param>
/// <param name="DocumentId">Of the one document, where it was one.</param>
/// <param name="Status">Of the one document: indexed, waiting or refused.</param>
/// <param name="ChunksCreated">Of the one document.</param>
/// <param name="Documents">Every file, in the order in which it was sent.</param>
internal sealed record UploadView(
    string CollectionId, string? DocumentId, DocumentState? Status, int? ChunksCreated, DocumentView[] Documents);
