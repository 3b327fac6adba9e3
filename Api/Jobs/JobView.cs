using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Api.Jobs;

/// <summary>A job as its owner sees it. A link to the video is in the answer that made it, and in no other.</summary>
internal sealed record JobView
{
    /// <summary>Names the job.</summary>
    public required string JobId { get; init; }

    /// <summary>Where the job stands.</summary>
    public required JobState Status { get; init; }

    /// <summary>0 to 100; never goes back.</summary>
    public required int Percent { get; init; }

    /// <summary>One sentence for people on where the job stands.</summary>
    public required string Message { get; init; }

    /// <summary>What to do next, for people.</summary>
    public required string Next { get; init; }

    /// <summary>The addresses of the job.</summary>
    public required JobLinks Links { get; init; }

    /// <summary>Grows with every change.</summary>
    public required long Sequence { get; init; }

    /// <summary>Whose fault it was that there is no video; left out where all is well.</summary>
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

    /// <summary>What is said, as SubRip text. Only where one job is asked for.</summary>
    public string? Subtitles { get; init; }

    /// <summary>The video's title.</summary>
    public string? Title { get; init; }

    /// <summary>Who wrote the code: a model, or "you".</summary>
    public string? Provider { get; init; }

    /// <summary>The Manim code. Only where one job is asked for.</summary>
    public string? Code { get; init; }

    /// <summary>How long the video is.</summary>
    public double? DurationSeconds { get; init; }

    /// <summary>How large the video is.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>When the job was asked for.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the work on it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The kind of file.</summary>
    public VideoFormat Format { get; init; }

    /// <summary>The same was rendered before: nothing was rendered for this job.</summary>
    public bool Cached { get; init; }

    /// <summary>What a viewer may not like about how the video looks, and what was fixed in code of your own.</summary>
    public string[]? Advice { get; init; }

    /// <summary>Whether the formulas that the video shows are true; null if nobody checked them.</summary>
    public JobMathematics? Mathematics { get; init; }

    /// <summary>Until when the video is kept: for a day, or for two minutes after its first fetch. Not there without a video.</summary>
    public DateTimeOffset? VideoExpiresAt { get; init; }

    /// <summary>The plan after which a model wrote the scene, one part per line.</summary>
    public string? Plan { get; init; }

    /// <summary>The version of the prompts that a model wrote the code with, such as "2-1f0c9a3e".</summary>
    public string? Prompts { get; init; }

    /// <summary>The notes that the video follows.</summary>
    public JobSource[]? Sources { get; init; }

    /// <summary>A short-lived link to the video; the first fetch claims it.</summary>
    public string? VideoUrl { get; init; }

    /// <summary>Until when the link may be claimed.</summary>
    public DateTimeOffset? VideoUrlExpiresAt { get; init; }

    /// <summary>A JPEG of the video's fullest frame; as long as the video's link.</summary>
    public string? ThumbnailUrl { get; init; }

    /// <summary>The code that was rendered, as a file; as long as the video's link.</summary>
    public string? CodeUrl { get; init; }

    /// <summary>Without the code, the plan and the subtitles, which are long.</summary>
    public JobView WithoutTexts() => this with { Code = null, Subtitles = null, Plan = null };

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
        Next = JobLinks.NextOf(job, link is not null),
        Links = JobLinks.Of(job),
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
        Plan = job.Plan,
        Prompts = job.Prompts,
        Mathematics = job.Mathematics is { } check ? new JobMathematics(check.Held, check.Open, [.. check.False]) : null,
        VideoExpiresAt = job.VideoExpiresAt,
        Sources = job.Sources.IsDefaultOrEmpty ? null : [.. job.Sources.Select(JobSource.Of)],
        VideoUrl = link?.Path,
        VideoUrlExpiresAt = link?.ExpiresAt,
    };
}

/// <summary>What became of the equalities and inequalities that a video shows.</summary>
/// <param name="Checked">How many hold.</param>
/// <param name="CouldNotCheck">How many are open: equations with unknowns, definitions, and what could not be read.</param>
/// <param name="Failed">Those that are false, each with its line in the code.</param>
public sealed record JobMathematics(int Checked, int CouldNotCheck, string[] Failed);

/// <summary>A note that a video follows.</summary>
/// <param name="Collection">The collection's id.</param>
/// <param name="CollectionName">The collection's name.</param>
/// <param name="Document">The note's id.</param>
/// <param name="Path">The note's path in the collection.</param>
/// <param name="Title">The note's title.</param>
/// <param name="NoteHash">SHA-256 of the note's bytes when it was read.</param>
/// <param name="Url">Opens the note in Obsidian.</param>
public sealed record JobSource(
    string Collection, string CollectionName, string Document, string Path, string Title, string NoteHash, string Url)
{
    public static JobSource Of(NoteSource note)
    {
        ArgumentNullException.ThrowIfNull(note);
        return new JobSource(
            note.CollectionId, note.CollectionName, note.DocumentId, note.Path, note.Title, note.Hash,
            ObsidianLinks.To(note.CollectionName, note.Path));
    }
}

/// <summary>One scene of a longer video.</summary>
/// <param name="Title">What the scene is called.</param>
/// <param name="Status">Where the scene's own job stands.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="Cause">Why it could not be made.</param>
internal sealed record JobPartView(string Title, JobState Status, double? Seconds, string? Cause);
