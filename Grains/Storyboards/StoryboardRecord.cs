using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Storyboards;

namespace ObsidianVault.Grains.Storyboards;

/// <summary>The durable state of one storyboard.</summary>
[GenerateSerializer, Immutable, Alias("vault.StoryboardRecord")]
public sealed record StoryboardRecord
{
    /// <summary>Null where there is no storyboard.</summary>
    [Id(0)] public StoryboardPlan? Plan { get; init; }

    /// <summary>The scenes, in order, each as it was when it was over, or last stored.</summary>
    [Id(1)] public ImmutableArray<JobPart> Scenes { get; init; } = [];

    [Id(2)] public StoryboardEnd End { get; init; }

    public bool IsOver() => Scenes.All(scene => scene.IsSettled);
}

/// <summary>How the job ended to which a storyboard belongs.</summary>
[GenerateSerializer, Alias("vault.StoryboardEnd")]
public enum StoryboardEnd
{
    /// <summary>It has not ended.</summary>
    None = 0,
    /// <summary>The scenes are joined; their own videos go.</summary>
    Joined = 1,
    /// <summary>The scenes are not wanted; those under way are cancelled.</summary>
    Dropped = 2,
}
