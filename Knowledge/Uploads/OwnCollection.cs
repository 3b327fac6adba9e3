using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Uploads;

/// <summary>The collection of a person's documents that go to none by name.</summary>
public static class OwnCollection
{
    /// <summary>It is made when it is first needed; null if the person has as many as one may.</summary>
    public static async Task<Collection?> OwnAsync(
        this IKnowledgeStore store, Reader reader, IGrainFactory grains, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(grains);
        foreach (var id in reader.People.Select(CollectionIds.Own))
        {
            if (await store.FindCollectionAsync(id, cancellationToken) is { } own && own.MayRead(reader)) return own;
        }

        var made = await grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(CollectionIds.Own(reader.Owner)))
            .CreateAsync(reader, new NewCollection(CollectionIds.OwnName));
        return made.Collection;
    }
}
