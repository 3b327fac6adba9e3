using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>A request: either a prompt for the AI or the user's own Manim code, never both.</summary>
[GenerateSerializer, Immutable, Alias("vault.JobRequest")]
public sealed record JobRequest
{
    /// <summary>1 to 5,000 characters.</summary>
    [Id(0)] public string? Prompt { get; init; }

    /// <summary>1 to 50,000 characters.</summary>
    [Id(1)] public string? Code { get; init; }

    [Id(2)] public Quality Quality { get; init; } = Quality.Medium;

    /// <summary>Whether somebody waits for it.</summary>
    [Id(3)] public JobPriority Priority { get; init; }

    [Id(10)] public VideoFormat Format { get; init; }

    /// <summary>The largest file, in bytes, that the video's channel accepts; null for the renderer's own limit.</summary>
    [Id(11)] public long? MaxBytes { get; init; }

    /// <summary>The job whose storyboard this scene belongs to; null for a user's request.</summary>
    [Id(4)] public string? ParentId { get; init; }

    /// <summary>
    /// What writing and repairing may cost, in US dollars, at least 0: a scene's share of its storyboard's budget; null for
    /// <c>Jobs:Budget</c>.
    /// </summary>
    [Id(7)] public decimal? Budget { get; init; }

    /// <summary>The only scene of the code to render; null for all of them, joined.</summary>
    [Id(6)] public string? Scene { get; init; }

    /// <summary>Where it came from, for usage reports: a chat channel or "api"; empty if unknown.</summary>
    [Id(12)] public string Channel { get; init; } = "";

    /// <summary>Whether the subtitles of a storyboard are burned into the picture; a separate file is stored in any case.</summary>
    [Id(5)] public bool Subtitles { get; init; }

    /// <summary>What the person's notes say, for whoever writes the code: at most 13,000 characters of data. Null for none.</summary>
    [Id(13)] public string? Notes { get; init; }

    /// <summary>The notes that <see cref="Notes"/> comes from.</summary>
    [Id(14)] public ImmutableArray<NoteSource> Sources { get; init; } = [];

    /// <summary>The address that is told when the job ends; null for none.</summary>
    [Id(15)] public string? CallbackUrl { get; init; }

    /// <summary><see cref="CallbackUrl"/>, but for a scene of a storyboard, whose end nobody asked to be told.</summary>
    public string? Callback => ParentId is null ? CallbackUrl : null;

    /// <summary>Whether the same is asked for. The notes may have changed meanwhile.</summary>
    public bool IsSame(JobRequest other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Notes = null, Sources = [] } == other with { Notes = null, Sources = [] };
    }
}

/// <summary>What the owner sees of a job.</summary>
[GenerateSerializer, Immutable, Alias("vault.JobSnapshot")]
public sealed record JobSnapshot
{
    [Id(0)] public required string JobId { get; init; }
    [Id(1)] public required string SessionId { get; init; }
    [Id(2)] public required JobState State { get; init; }

    /// <summary>0 to 100, never goes back.</summary>
    [Id(3)] public required int Percent { get; init; }

    /// <summary>One sentence for the user about the job's state.</summary>
    [Id(4)] public required string Message { get; init; }

    /// <summary>Grows with every change, also across restarts: resume watching from here.</summary>
    [Id(5)] public required long Sequence { get; init; }

    [Id(6)] public JobFault Fault { get; init; }
    [Id(7)] public string? Title { get; init; }
    [Id(8)] public string? Provider { get; init; }
    [Id(9)] public string? Code { get; init; }
    [Id(10)] public string? VideoKey { get; init; }
    [Id(11)] public double? DurationSeconds { get; init; }
    [Id(12)] public long? SizeBytes { get; init; }
    [Id(13)] public DateTimeOffset CreatedAt { get; init; }
    [Id(14)] public DateTimeOffset? FinishedAt { get; init; }
    [Id(15)] public int Attempt { get; init; }

    /// <summary>The object key of a JPEG of the video's fullest frame.</summary>
    [Id(30)] public string? ThumbnailKey { get; init; }

    /// <summary>The object key of the code beside the video.</summary>
    [Id(31)] public string? CodeKey { get; init; }

    [Id(32)] public VideoFormat Format { get; init; }

    /// <summary>Whether an identical request was rendered before, so that nothing was rendered for this job.</summary>
    [Id(33)] public bool Cached { get; init; }

    /// <summary>What a viewer may not like, and what was fixed in the owner's own code, one sentence each.</summary>
    [Id(34)] public ImmutableArray<string> Advice { get; init; } = [];

    /// <summary>What became of the formulas that the video shows; null if nobody checked them.</summary>
    [Id(35)] public MathsCheck? Mathematics { get; init; }

    /// <summary>Until when the video is kept; null if there is none.</summary>
    [Id(36)] public DateTimeOffset? VideoExpiresAt { get; init; }

    /// <summary>The plan after which the scene was written, one part per line; null if there is none.</summary>
    [Id(37)] public string? Plan { get; init; }

    /// <summary>The version of the prompts that the code was written with; null if no model wrote it.</summary>
    [Id(38)] public string? Prompts { get; init; }

    [Id(16)] public Quality Quality { get; init; } = Quality.Medium;

    /// <summary>A stable code beside <see cref="Fault"/>: the validator's cause or a <see cref="JobCause"/>; null if all is well.</summary>
    [Id(17)] public string? Cause { get; init; }

    /// <summary>How often the AI has repaired its code.</summary>
    [Id(18)] public int Repairs { get; init; }

    /// <summary>Estimated seconds until the video is ready; null if unknown.</summary>
    [Id(19)] public double? RemainingSeconds { get; init; }

    /// <summary>Whether scenes that could not be made are missing from the video.</summary>
    [Id(20)] public bool IsPartial { get; init; }

    /// <summary>The scenes of a longer video; empty for a single scene.</summary>
    [Id(21)] public ImmutableArray<JobPart> Parts { get; init; } = [];

    /// <summary>The narration as SubRip text; also stored as <c>videos/{job}.srt</c>.</summary>
    [Id(22)] public string? Subtitles { get; init; }

    /// <summary>The notes that the video follows.</summary>
    [Id(40)] public ImmutableArray<NoteSource> Sources { get; init; } = [];

    /// <summary>The address that is told when the job ends; null for none.</summary>
    [Id(41)] public string? CallbackUrl { get; init; }

    public bool IsFinal => State is JobState.Delivered or JobState.Failed or JobState.Cancelled or JobState.Expired;

    public bool IsSettled => IsFinal || State is JobState.Ready;
}

/// <summary>The answer to a submission. <paramref name="Conflict"/>: the key was used before for a different request.</summary>
[GenerateSerializer, Immutable, Alias("vault.SubmitResult")]
public sealed record SubmitResult(
    [property: Id(0)] JobSnapshot Job,
    [property: Id(1)] bool Created,
    [property: Id(2)] bool Conflict);

/// <summary>A short-lived link to a video. The token is shown once; only its hash is kept.</summary>
[GenerateSerializer, Immutable, Alias("vault.VideoLink")]
public sealed record VideoLink(
    [property: Id(0)] string JobId,
    [property: Id(1)] string Token,
    [property: Id(2)] DateTimeOffset ExpiresAt)
{
    /// <summary>The link's path, relative to the Api's address.</summary>
    public string Path => $"/api/v1/video/{JobId}/access?token={Token}";
}

[GenerateSerializer, Alias("vault.ClaimOutcome")]
public enum ClaimOutcome
{
    Granted,
    /// <summary>No such job, or not its token.</summary>
    NotFound,
    /// <summary>Expired, already used, or the video is deleted.</summary>
    Gone,
}

[GenerateSerializer, Immutable, Alias("vault.ClaimResult")]
public sealed record ClaimResult(
    [property: Id(0)] ClaimOutcome Outcome,
    [property: Id(1)] string? ObjectKey,
    [property: Id(2)] string? FileName);
