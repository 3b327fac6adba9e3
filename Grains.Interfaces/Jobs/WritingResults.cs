using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>The code that a model wrote.</summary>
/// <param name="Step">The <see cref="WritingOrder.Step"/> that it answers.</param>
/// <param name="Cost">US dollars, already booked.</param>
[GenerateSerializer, Immutable, Alias("vault.WrittenScene")]
public sealed record WrittenScene(
    [property: Id(0)] string Step,
    [property: Id(1)] string Code,
    [property: Id(2)] string? Title,
    [property: Id(3)] string Model,
    [property: Id(4)] decimal Cost)
{
    /// <summary>The version of the prompts that asked for it; null if none did, or from an older silo.</summary>
    [Id(5)] public string? Prompts { get; init; }
}

/// <summary>What was found out about a scene before its code is written.</summary>
/// <param name="Plan">Its parts are empty where nothing came.</param>
/// <param name="Cost">US dollars, already booked.</param>
[GenerateSerializer, Immutable, Alias("vault.WrittenOutline")]
public sealed record WrittenOutline(
    [property: Id(0)] string Step,
    [property: Id(1)] ScenePlan Plan,
    [property: Id(2)] decimal Cost);

/// <summary>What a model that sees says about a video.</summary>
/// <param name="Defects">What has to change; empty if the video is good, or nobody could say.</param>
/// <param name="Cost">US dollars, already booked.</param>
[GenerateSerializer, Immutable, Alias("vault.WrittenReview")]
public sealed record WrittenReview(
    [property: Id(0)] string Step,
    [property: Id(1)] string Defects,
    [property: Id(2)] decimal Cost);

/// <summary>The plan of a longer video.</summary>
/// <param name="Scenes">Empty if the model's answer is not a plan: the video is made as one scene.</param>
/// <param name="Cost">US dollars, already booked.</param>
[GenerateSerializer, Immutable, Alias("vault.WrittenPlan")]
public sealed record WrittenPlan(
    [property: Id(0)] string Step,
    [property: Id(1)] string Title,
    [property: Id(2)] ImmutableArray<PlannedScene> Scenes,
    [property: Id(3)] string Model,
    [property: Id(4)] decimal Cost)
{
    /// <summary>The ISO 639-1 code of the language on the screen; empty if the plan does not say.</summary>
    [Id(5)] public string Language { get; init; } = "";
}

/// <param name="Shows">What the scene shows.</param>
/// <param name="Narration">What is said meanwhile; may be empty.</param>
[GenerateSerializer, Immutable, Alias("vault.PlannedScene")]
public sealed record PlannedScene(
    [property: Id(0)] string Title,
    [property: Id(1)] string Shows,
    [property: Id(2)] string Narration);

/// <summary>Why nothing was written.</summary>
/// <param name="Message">One sentence for the user.</param>
/// <param name="Cost">The cost of the fruitless attempts, in US dollars, already booked.</param>
[GenerateSerializer, Immutable, Alias("vault.WritingFailure")]
public sealed record WritingFailure(
    [property: Id(0)] string Step,
    [property: Id(1)] JobFault Fault,
    [property: Id(2)] string Message,
    [property: Id(3)] decimal Cost = 0);
