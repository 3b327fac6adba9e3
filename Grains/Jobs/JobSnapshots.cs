using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs;

/// <summary>What the owner sees of a job.</summary>
internal static class JobSnapshots
{
    /// <param name="percent">May be ahead of the stored value.</param>
    /// <param name="remaining">Estimated seconds left, or null.</param>
    public static JobSnapshot? Of(JobRecord job, string jobId, int percent, double? remaining) =>
        job.Request is not { } request ? null : new JobSnapshot
        {
            JobId = jobId,
            SessionId = job.SessionId!,
            State = job.State,
            Percent = percent,
            Message = job.Message,
            Sequence = (job.Revision * 1000) + percent,
            Fault = job.Fault,
            Title = job.Title,
            Provider = job.Provider,
            Code = job.Code ?? job.Draft,
            VideoKey = job.VideoKey,
            DurationSeconds = job.DurationSeconds,
            SizeBytes = job.SizeBytes,
            CreatedAt = job.CreatedAt,
            FinishedAt = job.SettledAt,
            Attempt = job.Attempt,
            ThumbnailKey = job.ThumbnailKey,
            CodeKey = job.CodeKey,
            Format = request.Format,
            Cached = job.Cached,
            Advice = job.Advice,
            Mathematics = job.Mathematics,
            VideoExpiresAt = job.VideoKey is null ? null : job.DeleteVideoAt,
            Plan = job.Plan is { Text.Length: > 0 } plan ? plan.Text : null,
            Prompts = job.Prompts,
            Quality = request.Quality,
            Cause = job.Cause,
            Repairs = job.Repairs.Length,
            RemainingSeconds = job.State == JobState.Rendering ? remaining : null,
            IsPartial = job.IsPartial,
            Parts = job.Parts,
            Subtitles = job.Subtitles,
            CallbackUrl = request.Callback,
            Sources = request.Sources.IsDefault ? [] : request.Sources,
        };
}
