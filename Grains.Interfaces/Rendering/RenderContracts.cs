using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Maths;

namespace ObsidianVault.Grains.Interfaces.Rendering;

[GenerateSerializer, Alias("vault.WorkOrderKind")]
public enum WorkOrderKind
{
    /// <summary>Render <see cref="WorkOrder.Code"/>.</summary>
    Render = 1,
    /// <summary>The job is over, cancelled, leased to another worker, or not for a renderer: drop it.</summary>
    Stop = 2,
    /// <summary>Join the videos of <see cref="WorkOrder.Parts"/>.</summary>
    Join = 3,
}

[GenerateSerializer, Immutable, Alias("vault.WorkOrder")]
public sealed record WorkOrder(
    [property: Id(0)] WorkOrderKind Kind,
    [property: Id(1)] string? Code = null,
    [property: Id(2)] Quality Quality = Quality.Medium)
{
    [Id(10)] public VideoFormat Format { get; init; }

    /// <summary>The largest file that the job's channel accepts; null for the renderer's own limit.</summary>
    [Id(11)] public long? MaxBytes { get; init; }

    /// <summary>
    /// A video with more layout flaws than this is reported as a failure with <see cref="JobCause.Layout"/>; null accepts any.
    /// </summary>
    [Id(5)] public int? MostFlaws { get; init; }

    /// <summary>The single scene to render; null for all of them.</summary>
    [Id(6)] public string? Scene { get; init; }

    /// <summary>Who the job belongs to; null from an older silo.</summary>
    [Id(12)] public string? Owner { get; init; }

    /// <summary>The wall time in seconds that the owner has left for rendering today; null from an older silo.</summary>
    [Id(13)] public double? MostSeconds { get; init; }

    /// <summary>Whether a model may repair the code: what it claims is then reported as a failure where it is false.</summary>
    [Id(14)] public bool MayBeMended { get; init; }

    /// <summary>
    /// Whether a model should see the video before it is delivered: it is reported as a failure with <see cref="JobCause.Review"/>.
    /// </summary>
    [Id(15)] public bool Review { get; init; }

    /// <summary>The videos to join, in order.</summary>
    [Id(3)] public ImmutableArray<VideoPart> Parts { get; init; } = [];

    /// <summary>SubRip text to burn into the joined picture, or null.</summary>
    [Id(4)] public string? Subtitles { get; init; }
}

/// <summary>A renderer's result.</summary>
/// <param name="VideoKey">The object key of the mp4.</param>
/// <param name="DurationSeconds">Of the video, from ffprobe.</param>
/// <param name="RenderSeconds">Wall time in the sandbox, for the ledger.</param>
[GenerateSerializer, Immutable, Alias("vault.RenderArtefact")]
public sealed record RenderArtefact(
    [property: Id(0)] string VideoKey,
    [property: Id(1)] long SizeBytes,
    [property: Id(2)] double DurationSeconds,
    [property: Id(3)] double RenderSeconds)
{
    /// <summary>The rendered code, if safe fixes were applied to the job's code.</summary>
    [Id(4)] public string? Code { get; init; }

    /// <summary>The object key of a JPEG of the video's fullest frame.</summary>
    [Id(10)] public string? ThumbnailKey { get; init; }

    /// <summary>The object key of the code that was rendered.</summary>
    [Id(11)] public string? CodeKey { get; init; }

    [Id(12)] public VideoFormat Format { get; init; }

    /// <summary>Whether the video came from the render cache.</summary>
    [Id(13)] public bool Cached { get; init; }

    /// <summary>
    /// What a viewer may not like, one sentence each: text outside the frame, signs that no font has, a part that Manim ignores.
    /// </summary>
    [Id(14)] public ImmutableArray<string> Advice { get; init; } = [];

    /// <summary>What was fixed automatically in the code, one sentence each.</summary>
    [Id(15)] public ImmutableArray<string> Repairs { get; init; } = [];

    /// <summary>What became of the formulas that the scene shows; null if nobody checked them.</summary>
    [Id(16)] public MathsCheck? Mathematics { get; init; }
}

/// <summary>Why a render failed. <paramref name="Message"/> is one sentence for the user, without paths or tracebacks.</summary>
[GenerateSerializer, Immutable, Alias("vault.RenderFailure")]
public sealed record RenderFailure(
    [property: Id(0)] JobFault Fault,
    [property: Id(1)] string Message,
    [property: Id(2)] double RenderSeconds)
{
    /// <summary>The validator's cause (see <see cref="CodeFinding.Cause"/>), or null.</summary>
    [Id(3)] public string? Cause { get; init; }

    /// <summary>The code that failed, if safe fixes were applied to the job's code; the message's line refers to it.</summary>
    [Id(4)] public string? Code { get; init; }

    /// <summary>The number of layout flaws, if they are the failure, or of a video that waits for a review.</summary>
    [Id(5)] public int Flaws { get; init; }

    /// <summary>The object key of a JPEG of numbered frames, for a video that waits for a review.</summary>
    [Id(6)] public string? SheetKey { get; init; }
}
