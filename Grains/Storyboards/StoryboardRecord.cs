using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Storyboards;

namespace ObsidianVault.Grains.Storyboards;

/// <summary>The durable state of one storyboard.</summary>
[GenerateSerializer, Immutable, Alias("vault.StoryboardRecord")]
public sealed record StoryboardRecord
{
    /// <summary>Null if there is no storyboard.</summary>
    [Id(0)] public StoryboardPlan? Plan { get; init; }

    /// <summary>The scenes, in order, each as it ended or was last stored.</summary>
    [Id(1)] public ImmutableArray<JobPart> Scenes { get; init; } = [];

    [Id(2)] public StoryboardEnd End { get; init; }

    public bool IsOver() => Scenes.All(scene => scene.IsSettled);
}

/// <summary>How the job that a storyboard belongs to ended.</summary>
[GenerateSerializer, Alias("vault.StoryboardEnd")]
public enum StoryboardEnd
{
    /// <summary>It has not ended.</summary>
    None = 0,
    /// <summary>The scenes are joined; their own videos are deleted.</summary>
    Joined = 1,
    /// <summary>The scenes are no longer wanted; those under way are cancelled.</summary>
    Dropped = 2,
}
