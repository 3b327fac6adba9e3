using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Jobs;

/// <summary>A job as its owner sees it over HTTP. <c>VideoUrl</c> is there once, in the answer that made the link.</summary>
internal sealed record JobView
{
    public required string JobId { get; init; }
    public required JobState Status { get; init; }
    public required int Percent { get; init; }
    public required string Message { get; init; }
    public required long Sequence { get; init; }
    public JobFault? Error { get; init; }

    /// <summary>A stable code beside the error: the validator's cause, or one of the job's own such as <c>scene_error</c>.</summary>
    public string? Cause { get; init; }

    /// <summary>How often the AI has mended its code.</summary>
    public int Repairs { get; init; }

    /// <summary>About how many seconds are left.</summary>
    public double? RemainingSeconds { get; init; }

    /// <summary>The video lacks scenes that could not be made.</summary>
    public bool Partial { get; init; }

    /// <summary>The scenes of a longer video.</summary>
    public IReadOnlyList<JobPartView> Scenes { get; init; } = [];

    /// <summary>What is said, as SubRip text.</summary>
    public string? Subtitles { get; init; }

    public string? Title { get; init; }
    public string? Provider { get; init; }
    public string? Code { get; init; }
    public double? DurationSeconds { get; init; }
    public long? SizeBytes { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public VideoFormat Format { get; init; }

    /// <summary>The same was rendered before: nothing was rendered for this job.</summary>
    public bool Cached { get; init; }

    /// <summary>What a viewer may not like about how the video looks.</summary>
    public string[]? Advice { get; init; }

    public string? VideoUrl { get; init; }
    public DateTimeOffset? VideoUrlExpiresAt { get; init; }

    /// <summary>A JPEG of the video's fullest frame; as long as the video's link.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>The code that was rendered, as a file; as long as the video's link.</summary>
    public string? CodeUrl { get; init; }

    /// <summary>With the links to the video and to what lies beside it.</summary>
    public static JobView Of(JobSnapshot job, VideoLink link, IObjectStore objects, LifetimeOptions lifetimes) => Of(job, link) with
    {
        ThumbnailUrl = job.ThumbnailKey is { } picture ? objects.CreateLink(picture, lifetimes.Ready, $"{job.JobId}.jpg") : null,
        CodeUrl = job.CodeKey is { } code ? objects.CreateLink(code, lifetimes.Ready, $"{job.JobId}.py") : null,
    };

    public static JobView Of(JobSnapshot job, VideoLink? link = null) => new()
    {
        JobId = job.JobId,
        Status = job.State,
        Percent = job.Percent,
        Message = job.Message,
        Sequence = job.Sequence,
        Error = job.Fault == JobFault.None ? null : job.Fault,
        Cause = job.Cause,
        Repairs = job.Repairs,
        RemainingSeconds = job.RemainingSeconds,
        Partial = job.IsPartial,
        Scenes = [.. job.Parts.Select(p => new JobPartView(p.Title, p.State, p.Seconds, p.Cause))],
        Subtitles = job.Subtitles,
        Title = job.Title,
        Provider = job.Provider,
        Code = job.Code,
        DurationSeconds = job.DurationSeconds,
        SizeBytes = job.SizeBytes,
        CreatedAt = job.CreatedAt,
        FinishedAt = job.FinishedAt,
        Format = job.Format,
        Cached = job.Cached,
        Advice = job.Advice.IsDefaultOrEmpty ? null : [.. job.Advice],
        VideoUrl = link?.Path,
        VideoUrlExpiresAt = link?.ExpiresAt,
    };
}

/// <summary>One scene of a longer video.</summary>
/// <param name="Cause">Why it could not be made.</param>
internal sealed record JobPartView(string Title, JobState Status, double? Seconds, string? Cause);
