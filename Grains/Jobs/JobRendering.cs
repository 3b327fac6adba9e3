using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Storyboards;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Jobs.Repairs;

namespace ObsidianVault.Grains.Jobs;

/// <summary>A renderer's part of a job.</summary>
internal static class JobRendering
{
    public static JobRecord Begin(JobRecord job, WorkLease lease, DateTimeOffset now)
    {
        var begun = job.Begin(lease, now);
        return begun.State == JobState.Validating ? begun with { Message = JobMessages.Checks, Revision = begun.Revision + 1 } : begun;
    }

    /// <summary>
    /// Whether the next attempt uses render time: joining draws nothing, and the video of a version that was kept is in the render cache.
    /// </summary>
    public static bool Draws(JobRecord job) => job.Parts.IsEmpty && !TakesKept(job);

    /// <summary>Whether a version that rendered before is taken after all.</summary>
    private static bool TakesKept(JobRecord job) => (job.LayoutTried || job.ReviewTried) && job.Kept is null;

    public static WorkOrder Order(JobRecord job, JoinPlan? join, RepairTerms terms)
    {
        var request = job.Request!;
        if (!job.Parts.IsEmpty)
        {
            return join is null ? new WorkOrder(WorkOrderKind.Stop) : new WorkOrder(WorkOrderKind.Join, null, request.Quality)
            {
                Owner = job.SessionId,
                Parts = join.Parts,
                Subtitles = request.Subtitles ? join.Subtitles : null,
                MaxBytes = request.MaxBytes,
            };
        }

        return new WorkOrder(WorkOrderKind.Render, job.Code, request.Quality)
        {
            Owner = job.SessionId,
            Format = request.Format,
            MaxBytes = request.MaxBytes,
            Scene = request.Scene,
            MayBeMended = job.Kept is null && RepairPlan.MayMend(job, terms.Options, terms.CanMend, terms.Now),
            Review = request.Format is not VideoFormat.Png && JobRepairs.MayReview(job, terms),
            MostFlaws = job.Kept is not null ? job.KeptFlaws : JobRepairs.MayMendLayout(job, terms) ? 0 : null,
        };
    }

    /// <summary>The job with its video.</summary>
    public static JobRecord Completed(
        JobRecord job,
        RenderArtefact artefact,
        JoinedScenes? joined,
        JobOptions options,
        LifetimeOptions lifetimes,
        DateTimeOffset now)
    {
        var isPartial = joined?.IsPartial ?? job.IsPartial;
        return job.Settle(JobState.Ready, now, ReadyMessage(job, joined)) with
        {
            Cause = isPartial ? JobCause.Partial : null,
            IsPartial = isPartial,
            Code = joined is null ? artefact.Code ?? job.Code : joined.Code.Length <= options.MaxCode ? joined.Code : null,
            VideoKey = artefact.VideoKey,
            SizeBytes = artefact.SizeBytes,
            DurationSeconds = artefact.DurationSeconds,
            DeleteVideoAt = now + lifetimes.Videos,
            ThumbnailKey = joined is null ? artefact.ThumbnailKey : joined.ThumbnailKey,
            CodeKey = joined is null ? artefact.CodeKey : joined.CodeKey,
            Subtitles = joined?.Subtitles,
            Cached = artefact.Cached,
            // A person who wrote the code is told what became of it; a model's code is nobody's concern.
            Mathematics = artefact.Mathematics,
            Advice = job.Request?.Code is null ? artefact.Advice : artefact.Repairs.AddRange(artefact.Advice),
        };
    }

    private static string ReadyMessage(JobRecord job, JoinedScenes? joined) => joined switch
    {
        null => job.IsPartial ? "Your video is ready, without the scenes that could not be made." : "Your video is ready.",
        _ when joined.Made < job.Parts.Length => $"Your video is ready, with {joined.Made} of {job.Parts.Length} scenes.",
        { IsPartial: true } => "Your video is ready, without the parts of scenes that could not be made.",
        _ => "Your video is ready.",
    };

    /// <summary>
    /// Identifies a render among those of one lease. Each failed attempt counts through its repair, so every render gets an id
    /// of its own.
    /// </summary>
    public static string AttemptOf(JobRecord job) =>
        $"{job.Repairs.Length}{(job.Dropped > 0 ? $":part{job.Dropped}" : "")}{(TakesKept(job) ? ":kept" : "")}";

    /// <summary>Whether this failure is the one that ended the job.</summary>
    public static bool EndedBy(JobRecord job, RenderFailure failure) =>
        job.State == JobState.Failed && job.Fault == failure.Fault && job.Message == failure.Message;
}
