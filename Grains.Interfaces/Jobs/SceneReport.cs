using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>The state of a storyboard's scenes.</summary>
/// <param name="Scenes">All of them, in order.</param>
/// <param name="IsBegun">Whether a renderer has taken one of them.</param>
/// <param name="Percent">Of all scenes, 0 to 100.</param>
/// <param name="RemainingSeconds">Until the slowest is ready; null if unknown.</param>
/// <param name="FirstFailure">Why the first failed scene could not be made; null if none failed.</param>
[GenerateSerializer, Immutable, Alias("vault.SceneReport")]
public sealed record SceneReport(
    [property: Id(0)] ImmutableArray<JobPart> Scenes,
    [property: Id(1)] bool IsBegun,
    [property: Id(2)] int Percent,
    [property: Id(3)] double? RemainingSeconds,
    [property: Id(4)] SceneFault? FirstFailure);

/// <param name="Message">One sentence for the user.</param>
[GenerateSerializer, Immutable, Alias("vault.SceneFault")]
public sealed record SceneFault(
    [property: Id(0)] JobFault Fault,
    [property: Id(1)] string? Cause,
    [property: Id(2)] string Message);
