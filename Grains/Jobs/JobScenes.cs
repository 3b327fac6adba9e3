using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs;

/// <summary>A job whose video is made of scenes, each a job of its own.</summary>
internal static class JobScenes
{
    private const int From = 15;

    /// <summary>The job's progress as its scenes stand: joining begins at 80.</summary>
    public static int PercentOf(SceneReport report) => From + (int)(0.65 * report.Percent);

    /// <summary>The job after its storyboard's report; the same record if there is nothing to store.</summary>
    public static JobRecord Reported(JobRecord job, SceneReport report, DateTimeOffset now)
    {
        if (!job.WaitsForScenes()) return job;
        var next = job;
        if (job.WorkStartedAt is null && report.IsBegun) next = next with { WorkStartedAt = now - job.Worked };
        var settled = report.Scenes.Count(scene => scene.IsSettled);
        if (settled > job.Parts.Count(part => part.IsSettled))
        {
            next = next with
            {
                Parts = report.Scenes,
                PartPrompts = [],
                Percent = Math.Max(job.Percent, PercentOf(report)),
                Message = $"{report.Scenes.Count(scene => scene.IsMade)} of {report.Scenes.Length} scenes are made.",
                Revision = job.Revision + 1,
            };
        }

        if (settled < report.Scenes.Length) return next;
        if (report.Scenes.Any(scene => scene.IsMade)) return next.HandOver(now);
        var failure = report.FirstFailure;
        return next.Settle(
            JobState.Failed,
            now,
            failure?.Message ?? "None of the scenes could be made.",
            failure?.Fault ?? JobFault.Internal,
            failure?.Cause);
    }
}
