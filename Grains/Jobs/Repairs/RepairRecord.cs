using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs.Repairs;

/// <summary>One failed attempt at a scene that the AI has repaired or is about to.</summary>
/// <param name="Round">From 1; also part of the idempotency key of the repairing call.</param>
/// <param name="Cause">The validator's cause, or a <see cref="JobCause"/>.</param>
/// <param name="Line">The line of the failing code; 0 if unknown.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Simpler">Whether the scene is rewritten to a simpler plan.</param>
/// <param name="Fault">The fault that the job reports if no repair succeeds.</param>
[GenerateSerializer, Immutable, Alias("vault.RepairRecord")]
public sealed record RepairRecord(
    [property: Id(0)] int Round,
    [property: Id(1)] string Cause,
    [property: Id(2)] int Line,
    [property: Id(3)] string Message,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] bool Simpler,
    [property: Id(6)] JobFault Fault = JobFault.Scene);
