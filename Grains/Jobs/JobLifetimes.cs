using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs;

/// <summary>The ends of a job that did not finish by itself.</summary>
internal static class JobLifetimes
{
    /// <summary>The end of a job that waited or was in work for longer than allowed.</summary>
    public static JobRecord TimedOut(this JobRecord job, DateTimeOffset now) => job.WorkStartedAt is not null
        ? job.Settle(JobState.Failed, now, "The job took too long and was stopped. Please try a simpler request.", JobFault.Deadline)
        : job.Settle(
            JobTransitions.Allows(job.State, JobState.Expired) ? JobState.Expired : JobState.Failed,
            now, "The service was too busy to make the video in time. Please send it again.", cause: JobCause.NoRenderer);

    /// <summary>The end of a job that has used all its attempts.</summary>
    public static JobRecord GivenUp(this JobRecord job, DateTimeOffset now) => job.Settle(
        JobState.Failed,
        now,
        $"The job was tried {JobLeases.MaxAttempts} times without success. Please send it again.", JobFault.Internal, JobCause.GivenUp);

    /// <summary>The end of a job whose owner has no render time left today.</summary>
    public static JobRecord OutOfRenderTime(this JobRecord job, JobOptions options, DateTimeOffset now) => job.Settle(
        JobState.Failed,
        now,
        $"You have used your {options.RenderSecondsPerDay} seconds of rendering for today; there are more after midnight UTC.",
        JobFault.Limit, JobCause.RenderTimeUsed);

    public static JobRecord Cancelled(this JobRecord job, DateTimeOffset now) => job.Settle(JobState.Cancelled, now, "Cancelled.");
}
