using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Settings;

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

    /// <summary>When the first lease began, or a storyboard's first scene; from here the processing lifetime counts.</summary>
    [Id(14)] public DateTimeOffset? WorkStartedAt { get; init; }

    /// <summary>When the job became ready, failed, cancelled or expired.</summary>
    [Id(15)] public DateTimeOffset? SettledAt { get; init; }

    /// <summary>The lease epoch that may work on the job.</summary>
    [Id(16)] public long Epoch { get; init; }

    [Id(17)] public int Attempt { get; init; }
    [Id(18)] public ImmutableArray<LinkRecord> Links { get; init; } = [];
    [Id(19)] public DateTimeOffset? DeleteVideoAt { get; init; }

    /// <summary>The code that failed and is to be mended; null where there is none.</summary>
    [Id(20)] public string? Draft { get; init; }

    /// <summary>The attempts that failed, the oldest first; bounded by <see cref="JobOptions.Repairs"/>.</summary>
    [Id(21)] public ImmutableArray<RepairRecord> Repairs { get; init; } = [];

    /// <summary>What writing and mending have cost so far, in US dollars.</summary>
    [Id(22)] public decimal WrittenCost { get; init; }

    [Id(23)] public string? Cause { get; init; }
    [Id(24)] public bool IsPartial { get; init; }

    [Id(40)] public string? ThumbnailKey { get; init; }
    [Id(41)] public string? CodeKey { get; init; }
    [Id(42)] public bool Cached { get; init; }
    [Id(43)] public ImmutableArray<string> Advice { get; init; } = [];

    /// <summary>The scenes of a storyboard, each a job of its own; at most <see cref="Ai.Scenes.Storyboard.MaxScenes"/>.</summary>
    [Id(26)] public ImmutableArray<JobPart> Parts { get; init; } = [];

    /// <summary>The parts' prompts, to submit them again after a crash.</summary>
    [Id(27)] public ImmutableArray<string> PartPrompts { get; init; } = [];

    /// <summary>No storyboard came of the request: it is made as one scene.</summary>
    [Id(28)] public bool PlanFailed { get; init; }

    [Id(29)] public string? Subtitles { get; init; }

    /// <summary>Code that renders and whose layout is being mended; it is taken after all where that comes to nothing better.</summary>
    [Id(30)] public string? Kept { get; init; }

    /// <summary>How many flaws of layout <see cref="Kept"/> has.</summary>
    [Id(31)] public int KeptFlaws { get; init; }

    /// <summary>The one round in which the layout may be mended is over, or under way.</summary>
    [Id(32)] public bool LayoutTried { get; init; }

    /// <summary>The model call that was begun last, such as "write" or "mend:2".</summary>
    [Id(33)] public string? Step { get; init; }

    /// <summary>How often <see cref="Step"/> was begun: more than once where a silo died in it, and each may have been billed.</summary>
    [Id(34)] public int StepRuns { get; init; }

    /// <summary>How many scenes of the code were left out.</summary>
    [Id(35)] public int Dropped { get; init; }

    /// <summary>No progress above this was shown. Stored ahead of it in steps of ten, so that it never goes back and is seldom stored.</summary>
    [Id(36)] public int ShownPercent { get; init; }

    public bool Exists => Request is not null;

    public bool IsSettled => State >= JobState.Ready;

    /// <summary>Moves to a state that the state machine lists, or throws.</summary>
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
        };

    /// <summary>When the next lifetime of this job ends.</summary>
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
