using System.Collections.Immutable;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Api.Knowledge;

/// <summary>What the caller may do with a collection.</summary>
internal enum CollectionRole
{
    Read,
    Write,
    Owner,
}

/// <summary>A collection of notes and documents.</summary>
/// <param name="CollectionId">Names the collection.</param>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Visibility">private: only you; people: the members too; everyone: everybody who talks to this service.</param>
/// <param name="Role">What you may do: read, write, or everything (owner).</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Generation">Grows with every change of what can be found.</param>
/// <param name="Status">indexing while documents wait to be read, else ready; left out in lists.</param>
/// <param name="Documents">How many documents it holds; left out in lists.</param>
/// <param name="Waiting">How many of them wait to be read.</param>
/// <param name="Refused">How many of them could not be read.</param>
/// <param name="Passages">How many passages can be found.</param>
/// <param name="Bytes">The size of its documents as they were sent.</param>
/// <param name="TextBytes">The size of the text that can be found.</param>
/// <param name="Embedding">Its embeddings; left out in lists, and where no provider makes any.</param>
internal sealed record CollectionView(
    string CollectionId, string Name, Visibility Visibility, CollectionRole Role, DateTimeOffset CreatedAt, long Generation,
    string? Status = null, int? Documents = null, int? Waiting = null, int? Refused = null, int? Passages = null, long? Bytes = null,
    long? TextBytes = null, EmbeddingView? Embedding = null)
{
    public static CollectionView Of(Collection collection, Person person) => new(
        collection.Id, collection.Name, collection.Visibility,
        person.Reader.People.Contains(collection.Owner) ? CollectionRole.Owner
            : collection.MayWrite(person.Reader) ? CollectionRole.Write : CollectionRole.Read,
        collection.CreatedAt, collection.Generation);

    public static CollectionView Of(Collection collection, CollectionCounts counts, Person person) => Of(collection, person) with
    {
        Status = counts.Waiting > 0 ? "indexing" : "ready",
        Documents = counts.Documents,
        Waiting = counts.Waiting,
        Refused = counts.Refused,
        Passages = counts.Passages,
        Bytes = counts.Bytes,
        TextBytes = counts.TextBytes,
        Embedding = EmbeddingView.Of(counts),
    };
}

/// <summary>The embeddings of a collection.</summary>
/// <param name="Model">The model, and behind / its number of dimensions once it has made some.</param>
/// <param name="Embedded">How many passages have one.</param>
/// <param name="Total">How many passages there are.</param>
/// <param name="Used">Whether searching uses them: only where the collection's own grades say that they help.</param>
/// <param name="Fault">Why embedding does not go on for now; left out where it does. Searching goes on by words.</param>
internal sealed record EmbeddingView(string Model, int Embedded, int Total, bool Used, string? Fault)
{
    public static EmbeddingView? Of(CollectionCounts counts) => counts.EmbeddingModel is { } model
        ? new EmbeddingView(model, counts.Embedded, counts.Passages, counts.EmbeddingUsed, counts.EmbeddingFault)
        : null;
}

/// <summary>The collections that you may read.</summary>
/// <param name="PersonId">You, as others name you when they make you a member.</param>
/// <param name="Collections">By name.</param>
internal sealed record CollectionList(string PersonId, CollectionView[] Collections);

/// <summary>A new collection.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Visibility">private (default), people or everyone.</param>
internal sealed record NewCollectionBody(string? Name, Visibility? Visibility = null);

/// <summary>What is to change; what is left out stays.</summary>
/// <param name="Name">1 to 100 characters.</param>
/// <param name="Visibility">private, people or everyone.</param>
internal sealed record CollectionPatch(string? Name = null, Visibility? Visibility = null);

/// <summary>The members of a collection.</summary>
/// <param name="Members">They count while the visibility is people.</param>
internal sealed record MemberList(MemberView[] Members)
{
    public static MemberList Of(ImmutableDictionary<string, MemberRight> members) =>
        new([.. members.OrderBy(member => member.Key, StringComparer.Ordinal).Select(member => new MemberView(member.Key, member.Value))]);
}

/// <summary>A member of a collection.</summary>
/// <param name="PersonId">The person_id that the person sees in GET /api/v1/rag/collections.</param>
/// <param name="Right">read, or write.</param>
internal sealed record MemberView(string PersonId, MemberRight Right);

/// <summary>What a member may do.</summary>
/// <param name="Right">read, or write: also add, change and delete documents.</param>
internal sealed record MemberBody(MemberRight? Right);

/// <summary>A local folder, to compare with the collection.</summary>
/// <param name="Files">Every file, at most as many as a collection holds.</param>
/// <param name="Commit">
/// Whether to do what can be done without bytes: rename what moved, and delete what the list does not have. False: only compare.
/// </param>
internal sealed record SyncBody(SyncFile[]? Files, bool Commit = false);

/// <summary>A file of a local folder.</summary>
/// <param name="Path">In the folder, with / between folders.</param>
/// <param name="Hash">SHA-256 of its bytes, 64 hexadecimal digits.</param>
internal sealed record SyncFile(string? Path, string? Hash);

/// <summary>What a local folder and the collection differ in.</summary>
/// <param name="Missing">Paths to send with POST /api/v1/rag/documents: unknown here, or known with other bytes.</param>
/// <param name="Renamed">Files that are known under another path; they keep their ids and the links to them.</param>
/// <param name="Gone">Paths that the list does not have.</param>
/// <param name="Refused">Files that cannot be taken, with the reason.</param>
/// <param name="Unchanged">How many files are the same on both sides.</param>
/// <param name="Committed">Whether renamed and gone were carried out.</param>
internal sealed record SyncView(
    string[] Missing, RenamedFile[] Renamed, string[] Gone, RefusedFile[] Refused, int Unchanged, bool Committed);

/// <summary>A file that moved.</summary>
/// <param name="From">Its path in the collection.</param>
/// <param name="To">Its path in the list.</param>
internal sealed record RenamedFile(string From, string To);

/// <summary>A file that is not taken.</summary>
/// <param name="Path">As it was sent.</param>
/// <param name="Reason">Why, and what to do.</param>
internal sealed record RefusedFile(string Path, string Reason);
