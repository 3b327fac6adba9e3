using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Responses;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Storyboards;
using ObsidianVault.Grains.Interfaces.Visuals;
using ObsidianVault.Grains.Interfaces.Writes;

namespace ObsidianVault.Grains.Expiry;

/// <summary>Finds the grain of a due row by the prefix of its key.</summary>
internal static class ExpiringGrains
{
    /// <summary>The interface of each kind of grain that expires.</summary>
    public static IReadOnlyDictionary<string, Type> Kinds { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [GrainKeys.SessionPrefix] = typeof(ISessionGrain),
        [GrainKeys.JobPrefix] = typeof(IJobGrain),
        [GrainKeys.AliasPrefix] = typeof(IAliasGrain),
        [GrainKeys.StoryboardPrefix] = typeof(IStoryboardGrain),
        [GrainKeys.PictureClaimPrefix] = typeof(IPictureClaimGrain),
        [GrainKeys.ResponsePrefix] = typeof(IResponseGrain),
        [GrainKeys.WritePrefix] = typeof(IWriteGrain),
        [GrainKeys.CollectionPrefix] = typeof(ICollectionGrain),
        [GrainKeys.CallbackPrefix] = typeof(ICallbackGrain),
    };

    /// <exception cref="InvalidOperationException">No kind of grain has a key like this.</exception>
    public static IExpirable Of(IGrainFactory grains, string key) => Kinds.TryGetValue(key[..(key.IndexOf(':') + 1)], out var kind)
        ? (IExpirable)grains.GetGrain(kind, key)
        : throw new InvalidOperationException($"No expiring grain has a key like {key}.");
}
