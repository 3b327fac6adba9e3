using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Interfaces.Storyboards;

/// <summary>The scenes to make.</summary>
/// <param name="SessionId">The session that the jobs belong to.</param>
/// <param name="Request">The original request; each scene takes quality, priority and channel from it.</param>
/// <param name="Scenes">In order; each names its job.</param>
/// <param name="Prompts">The prompt of each scene's job, in the same order.</param>
/// <param name="Share">What writing and repairing one scene may cost, in US dollars.</param>
[GenerateSerializer, Immutable, Alias("vault.StoryboardPlan")]
public sealed record StoryboardPlan(
    [property: Id(0)] string SessionId,
    [property: Id(1)] JobRequest Request,
    [property: Id(2)] ImmutableArray<JobPart> Scenes,
    [property: Id(3)] ImmutableArray<string> Prompts,
    [property: Id(4)] decimal Share);

/// <summary>The videos to join, in order.</summary>
/// <param name="Subtitles">The narration as SubRip text; null if there is none.</param>
[GenerateSerializer, Immutable, Alias("vault.JoinPlan")]
public sealed record JoinPlan(
    [property: Id(0)] ImmutableArray<VideoPart> Parts,
    [property: Id(1)] string? Subtitles);

/// <summary>What is stored beside a joined video.</summary>
/// <param name="Code">The scenes' code, one after the other.</param>
/// <param name="CodeKey">Where that code is stored.</param>
/// <param name="ThumbnailKey">The first scene's picture, or null.</param>
/// <param name="Subtitles">The narration as SubRip text; null if there is none.</param>
/// <param name="Made">How many scenes were joined.</param>
/// <param name="IsPartial">Whether a scene, or part of one, is missing.</param>
[GenerateSerializer, Immutable, Alias("vault.JoinedScenes")]
public sealed record JoinedScenes(
    [property: Id(0)] string Code,
    [property: Id(1)] string CodeKey,
    [property: Id(2)] string? ThumbnailKey,
    [property: Id(3)] string? Subtitles,
    [property: Id(4)] int Made,
    [property: Id(5)] bool IsPartial);
