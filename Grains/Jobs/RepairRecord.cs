using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs;

/// <summary>One failed attempt at a scene, which the AI is to mend, or has mended.</summary>
/// <param name="Round">From 1; the idempotency key of the call that mends it has it too.</param>
/// <param name="Cause">The validator's cause, or a <see cref="JobCause"/>.</param>
/// <param name="Line">Of the code that failed; 0 where it is not known.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Simpler">Whether the scene is written anew by a simpler plan.</param>
/// <param name="Fault">What the job says where nothing mends it.</param>
[GenerateSerializer, Immutable, Alias("vault.RepairRecord")]
public sealed record RepairRecord(
    [property: Id(0)] int Round,
    [property: Id(1)] string Cause,
    [property: Id(2)] int Line,
    [property: Id(3)] string Message,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] bool Simpler,
    [property: Id(6)] JobFault Fault = JobFault.Scene);
