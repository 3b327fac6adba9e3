using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>
/// One knowledge base: the only writer of its rows, which anybody reads from the store. What it answers is stored; documents that
/// wait are read in the background, also after a crash. Key: <see cref="GrainKeys.Collection"/>.
/// </summary>
[Alias("vault.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>The most documents, and the most paths, that one call of <see cref="ReceiveAsync"/> takes.</summary>
    const int MaxReceived = 200;

    /// <summary>Makes the collection, owned by <see cref="Reader.Owner"/>. Repeated, it changes nothing.</summary>
    /// <returns>The collection; a conflict if it was made by another request.</returns>
    [Alias("Create")]
    Task<CollectionAnswer> CreateAsync(Reader reader, NewCollection request);

    /// <summary>Changes name, visibility or members. Only the owner may.</summary>
    [Alias("Change")]
    Task<CollectionAnswer> ChangeAsync(Reader reader, CollectionChange change);

    /// <summary>
    /// Takes documents whose bytes are stored, and deletes those at the paths that are gone, or renames them; at most
    /// <see cref="MaxReceived"/> of each. The answer says where each document stands; one that does not fit any more is refused there.
    /// </summary>
    [Alias("Receive")]
    Task<ReceiveAnswer> ReceiveAsync(Reader reader, ImmutableArray<ArrivedDocument> arrived, ImmutableArray<string> gone);

    /// <summary>Remembers what a request with this name was, for the newest requests.</summary>
    /// <returns>False if the name was used for another request before.</returns>
    [Alias("Claim")]
    Task<bool> ClaimAsync(string name, string fingerprint);

    /// <summary>
    /// Adds questions whose answers are known, at most <see cref="MaxReceived"/>, and grades the collection in the background.
    /// Only the owner may.
    /// </summary>
    [Alias("Grade")]
    Task<CollectionFault> GradeAsync(Reader reader, ImmutableArray<JudgedQuery> judged);

    /// <summary>Erases everything. Nobody sees it from now on; rows and objects follow in the background. Only the owner may.</summary>
    [Alias("Erase")]
    Task<CollectionFault> EraseAsync(Reader reader);
}
