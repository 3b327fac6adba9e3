using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Expiry;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>
/// One knowledge base: the only writer of its rows. What it answers is stored; documents that wait are read in the background,
/// also after a crash. Key: <see cref="GrainKeys.Collection"/>.
/// </summary>
[Alias("vault.ICollectionGrain")]
public interface ICollectionGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Makes the collection, owned by <see cref="Reader.Owner"/>. Repeated, it changes nothing.</summary>
    /// <returns>The collection; a conflict if it was made by another request.</returns>
    [Alias("Create")]
    Task<CollectionAnswer> CreateAsync(Reader reader, NewCollection request);

    /// <summary>Changes name, visibility or members. Only the owner may.</summary>
    [Alias("Change")]
    Task<CollectionAnswer> ChangeAsync(Reader reader, CollectionChange change);

    /// <summary>
    /// Takes documents whose bytes are stored, at most <see cref="MaxReceived"/>, and deletes those at the paths that are gone. The
    /// answer says where each stands; one that does not fit any more is refused there.
    /// </summary>
    [Alias("Receive")]
    Task<ReceiveAnswer> ReceiveAsync(Reader reader, ImmutableArray<ArrivedDocument> arrived, ImmutableArray<string> gone);

    /// <summary>Compares a manifest with what is stored, and with <paramref name="commit"/> renames and deletes accordingly.</summary>
    [Alias("Sync")]
    Task<SyncAnswer> SyncAsync(Reader reader, ImmutableArray<ManifestEntry> manifest, bool commit);

    /// <summary>
    /// Remembers a request by its name, so that the name means this request only.
    /// </summary>
    /// <returns>False if the name was used for another request before; only the newest are remembered.</returns>
    [Alias("Claim")]
    Task<bool> ClaimAsync(string name, string fingerprint);

    /// <summary>Erases everything, in the background but from now on invisible. Only the owner may.</summary>
    [Alias("Erase")]
    Task<CollectionFault> EraseAsync(Reader reader);

    /// <summary>How much it holds and how far the reading is.</summary>
    [Alias("Progress"), AlwaysInterleave]
    Task<CollectionProgress?> GetProgressAsync(Reader reader);

    /// <summary>The most documents that one call takes.</summary>
    const int MaxReceived = 200;
}
