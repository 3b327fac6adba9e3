namespace ObsidianVault.Grains.Interfaces.Jobs;

[GenerateSerializer, Alias("vault.WritingKind")]
public enum WritingKind
{
    /// <summary>Plan a longer video as scenes.</summary>
    Plan = 0,
    /// <summary>Write the code of a scene, or repair <see cref="WritingOrder.Draft"/>.</summary>
    Code = 1,
    /// <summary>Plan a single scene before its code is written.</summary>
    Outline = 2,
    /// <summary>Look at the frames of a finished video.</summary>
    Review = 3,
}

/// <summary>What a writer asks a model for.</summary>
/// <param name="Step">The name of the step, such as "write" or "mend:2"; the report of its result repeats it.</param>
/// <param name="Prompt">What the person asked for.</param>
/// <param name="User">The user whose ledger pays.</param>
/// <param name="RequestId">The id under which the ledger books the call, once.</param>
/// <param name="Channel">Where the job came from; empty if unknown.</param>
/// <param name="Runs">How often the step was started, from 1.</param>
/// <param name="Deadline">When the job's time in work ends.</param>
[GenerateSerializer, Immutable, Alias("vault.WritingOrder")]
public sealed record WritingOrder(
    [property: Id(0)] WritingKind Kind,
    [property: Id(1)] string Step,
    [property: Id(2)] string Prompt,
    [property: Id(3)] string User,
    [property: Id(4)] string RequestId,
    [property: Id(5)] string Channel,
    [property: Id(6)] int Runs,
    [property: Id(7)] DateTimeOffset Deadline)
{
    /// <summary>The attempt that failed and is to be repaired; null for the first.</summary>
    [Id(8)] public FailedDraft? Draft { get; init; }

    /// <summary>Whether to write a simpler scene instead of repairing the draft.</summary>
    [Id(9)] public bool Simpler { get; init; }

    /// <summary>What is known about the scene; null if it was not planned.</summary>
    [Id(10)] public ScenePlan? Plan { get; init; }

    /// <summary>What to look at; null unless the step is a review.</summary>
    [Id(11)] public ReviewRequest? Review { get; init; }

    /// <summary>What the person's notes say, as data; null for none.</summary>
    [Id(12)] public string? Notes { get; init; }
}

/// <summary>Code that failed.</summary>
/// <param name="Cause">The validator's cause, or a <see cref="JobCause"/>.</param>
/// <param name="Line">From 1; 0 if unknown.</param>
/// <param name="Message">One sentence.</param>
[GenerateSerializer, Immutable, Alias("vault.FailedDraft")]
public sealed record FailedDraft(
    [property: Id(0)] string Code,
    [property: Id(1)] string Cause,
    [property: Id(2)] int Line,
    [property: Id(3)] string Message);
