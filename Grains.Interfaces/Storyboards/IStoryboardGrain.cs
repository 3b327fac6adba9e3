using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Interfaces.Storyboards;

/// <summary>
/// The scenes of a longer video, each a job of its own, until they are joined. It exists from the plan to the end of its
/// job. Key: <see cref="GrainKeys.Storyboard"/>.
/// </summary>
[Alias("vault.IStoryboardGrain")]
public interface IStoryboardGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Submits the scenes, now and after every crash until they are over. Repeated calls change nothing.</summary>
    [Alias("Start")]
    Task StartAsync(StoryboardPlan plan);

    /// <summary>What a renderer joins; null if there is nothing to join.</summary>
    [Alias("GetJoin")]
    Task<JoinPlan?> GetJoinAsync();

    /// <summary>Stores the code and the subtitles beside the joined video.</summary>
    /// <exception cref="OperationCanceledException">The object store did not answer in time; call again.</exception>
    [Alias("StoreJoin")]
    Task<JoinedScenes> StoreJoinAsync();

    /// <summary>The job is over. Scenes that were joined lose their own videos; otherwise they are cancelled.</summary>
    [Alias("End")]
    Task EndAsync(bool isJoined);
}
