using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Jobs.Repairs;

namespace ObsidianVault.Grains.Jobs;

/// <summary>The durable state of one job.</summary>
[GenerateSerializer, Immutable, Alias("vault.JobRecord")]
public sealed record JobRecord
{
    [Id(0)] public string? SessionId { get; init; }
    [Id(1)] public JobRequest? Request { get; init; }
    [Id(2)] public JobState State { get; init; }
    [Id(3)] public int Percent { get; init; }
    [Id(4)] public string Message { get; init; } = "";

    /// <summary>Counts stored changes; together with the percent it makes the sequence number.</summary>
    [Id(5)] public long Revision { get; init; }

    [Id(6)] public JobFault Fault { get; init; }
    [Id(7)] public string? Title { get; init; }
    [Id(8)] public string? Provider { get; init; }
    [Id(9)] public string? Code { get; init; }
    [Id(10)] public string? VideoKey { get; init; }
    [Id(11)] public double? DurationSeconds { get; init; }
    [Id(12)] public long? SizeBytes { get; init; }
    [Id(13)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// When the current work began (or a storyboard's first scene), moved back by <see cref="Worked"/>; the processing lifetime
    /// counts from here. Null while the job waits for a worker.
    /// </summary>
    [Id(14)] public DateTimeOffset? WorkStartedAt { get; init; }

    /// <summary>When the job became ready, failed, cancelled or expired.</summary>
    [Id(15)] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The lease epoch that may work on the job.</summary>
    [Id(16)] public long Epoch { get; init; }

    /// <summary>How many leases the current piece of work has had; 0 while it waits for the first.</summary>
    [Id(17)] public int Attempt { get; init; }
    [Id(18)] public ImmutableArray<LinkRecord> Links { get; init; } = [];
    [Id(19)] public DateTimeOffset? DeleteVideoAt { get; init; }

    /// <summary>The code that failed and is to be repaired; null if there is none.</summary>
    [Id(20)] public string? Draft { get; init; }

    /// <summary>The failed attempts, oldest first; bounded by <see cref="JobOptions.Repairs"/>.</summary>
    [Id(21)] public ImmutableArray<RepairRecord> Repairs { get; init; } = [];

    /// <summary>What writing and repairing have cost so far, in US dollars.</summary>
    [Id(22)] public decimal WrittenCost { get; init; }

    [Id(23)] public string? Cause { get; init; }
    [Id(24)] public bool IsPartial { get; init; }

    [Id(40)] public string? ThumbnailKey { get; init; }
    [Id(41)] public string? CodeKey { get; init; }
    [Id(42)] public bool Cached { get; init; }
    [Id(43)] public ImmutableArray<string> Advice { get; init; } = [];

    /// <summary>
    /// The scenes of a storyboard as it last reported them, each a job of its own; at most
    /// <see cref="Ai.Scenes.Storyboard.MaxScenes"/>.
    /// </summary>
    [Id(26)] public ImmutableArray<JobPart> Parts { get; init; } = [];

    /// <summary>The scenes' prompts, until the storyboard has shown that it has them.</summary>
    [Id(27)] public ImmutableArray<string> PartPrompts { get; init; } = [];

    /// <summary>The request led to no storyboard and is made as one scene.</summary>
    [Id(28)] public bool PlanFailed { get; init; }

    [Id(29)] public string? Subtitles { get; init; }

    /// <summary>Code that renders and whose layout is being repaired; it is used after all if the repair yields nothing better.</summary>
    [Id(30)] public string? Kept { get; init; }

    /// <summary>How many layout flaws <see cref="Kept"/> has.</summary>
    [Id(31)] public int KeptFlaws { get; init; }

    /// <summary>The only round in which the layout may be repaired is over or under way.</summary>
    [Id(32)] public bool LayoutTried { get; init; }

    /// <summary>The most recently started model call, such as "plan", "write" or "mend:2".</summary>
    [Id(33)] public string? Step { get; init; }

    /// <summary>How often <see cref="Step"/> was started: more than once if a silo died during it. Each run may have been billed.</summary>
    [Id(34)] public int StepRuns { get; init; }

    /// <summary>How many scenes of the code were left out.</summary>
    [Id(35)] public int Dropped { get; init; }

    /// <summary>
    /// No progress above this was shown. It is stored ahead in large steps, so that progress never goes back and writes are
    /// rare.
    /// </summary>
    [Id(36)] public int ShownPercent { get; init; }

    /// <summary>How long the job was in work before <see cref="WorkStartedAt"/>; waiting for a worker does not count.</summary>
    [Id(37)] public TimeSpan Worked { get; init; }

    /// <summary>How often the job had to be put into a queue.</summary>
    [Id(38)] public int Handovers { get; init; } = 1;

    /// <summary>
    /// The newest of <see cref="Handovers"/> that a lease has confirmed; while it is smaller, the job may have to be put into
    /// the queue again. 0 with a lease epoch means: stored by an older version, whose queue and epochs no longer exist.
    /// </summary>
    [Id(39)] public int Confirmed { get; init; }

    /// <summary>How many leases had been given back when the newest one began.</summary>
    [Id(44)] public int Returned { get; init; }

    /// <summary>The part of <see cref="Returned"/> that belongs to earlier work.</summary>
    [Id(45)] public int ReturnedBefore { get; init; }

    /// <summary>What became of the formulas that the scene shows; null if nobody checked them.</summary>
    [Id(46)] public MathsCheck? Mathematics { get; init; }

    /// <summary>What was found out before the code was written; null if nothing was.</summary>
    [Id(47)] public ScenePlan? Plan { get; init; }

    /// <summary>The only attempt at a plan is over.</summary>
    [Id(48)] public bool PlanTried { get; init; }

    /// <summary>The video that waits for a look at its frames; its code is <see cref="Kept"/>.</summary>
    [Id(49)] public ReviewRequest? Review { get; init; }

    /// <summary>The only look at the frames is over or under way.</summary>
    [Id(50)] public bool ReviewTried { get; init; }

    /// <summary>The version of the prompts that the newest code was written with.</summary>
    [Id(51)] public string? Prompts { get; init; }

    /// <summary>What a model saw wrong in the frames, also where no round was left to mend it; null if nothing, or nobody looked.</summary>
    [Id(52)] public string? DefectsSeen { get; init; }

    public bool Exists => Request is not null;

    public bool IsSettled => State >= JobState.Ready;

    /// <summary>The job has scenes, and they have not all ended.</summary>
    public bool WaitsForScenes() => !Parts.IsEmpty && !IsSettled && !Parts.All(part => part.IsSettled);

    /// <summary>Which workers the job needs next; null if it needs none.</summary>
    public WorkKind? Wants() =>
        !Exists || IsSettled || WaitsForScenes() ? null : Code is null && Parts.IsEmpty ? WorkKind.Write : WorkKind.Render;

    /// <summary>Moves to a state that the state machine allows, or throws.</summary>
    public JobRecord To(JobState next, int percent, string message) =>
        JobTransitions.Allows(State, next)
            ? this with { State = next, Percent = Math.Max(Percent, percent), Message = message, Revision = Revision + 1 }
            : throw new InvalidOperationException($"A job does not go from {State} to {next}.");

    /// <summary>Back to writing, or on with it.</summary>
    public JobRecord ToGenerating(string message) =>
        State == JobState.Generating ? this with { Message = message, Revision = Revision + 1 } : To(JobState.Generating, Percent, message);

    public JobRecord Settle(JobState next, DateTimeOffset now, string message, JobFault fault = JobFault.None, string? cause = null) =>
        To(next, next == JobState.Ready ? 100 : Percent, message) with
        {
            SettledAt = now,
            Fault = fault,
            Cause = cause ?? (fault == JobFault.None ? null : JobCause.Of(fault)),
            Draft = null,
            Kept = null,
            Review = null,
        };

    /// <summary>When this job's next lifetime ends.</summary>
    public DateTimeOffset? NextDue(LifetimeOptions lifetimes) => State switch
    {
        _ when !Exists => null,
        JobState.Ready or JobState.Delivered => VideoKey is null ? SettledAt + lifetimes.Videos + lifetimes.Failed : DeleteVideoAt,
        JobState.Failed or JobState.Cancelled or JobState.Expired => SettledAt + lifetimes.Failed,
        _ => WorkStartedAt is { } started ? started + lifetimes.Processing : CreatedAt + lifetimes.Queued,
    };
}

/// <summary>One link to the video. Only the SHA-256 of its token is kept.</summary>
[GenerateSerializer, Immutable, Alias("vault.LinkRecord")]
public sealed record LinkRecord(
    [property: Id(0)] string TokenHash,
    [property: Id(1)] DateTimeOffset ExpiresAt,
    [property: Id(2)] DateTimeOffset? ClaimedAt = null);
