using System.Collections.Immutable;
using ObsidianVault.Ai.Lessons;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Storyboards;

namespace ObsidianVault.Grains.Storyboards;

/// <summary>What follows from the states of the scenes' jobs.</summary>
internal static class StoryboardScenes
{
    /// <summary>The request of one scene's job. The same for the same plan, so it may be submitted again.</summary>
    public static JobRequest RequestOf(StoryboardPlan plan, string jobId, int scene) => new()
    {
        Prompt = plan.Prompts[scene],
        Quality = plan.Request.Quality,
        Priority = plan.Request.Priority,
        ParentId = jobId,
        Channel = plan.Request.Channel,
        Budget = plan.Share,
    };

    /// <summary>The scenes with what is known of their jobs; one that has ended stays as it is.</summary>
    public static ImmutableArray<JobPart> Seen(ImmutableArray<JobPart> scenes, IReadOnlyDictionary<string, JobSnapshot> jobs) =>
        [.. scenes.Select(scene => scene.IsSettled || !jobs.TryGetValue(scene.JobId, out var job) ? scene : scene with
        {
            State = job.State, Seconds = job.DurationSeconds, VideoKey = job.VideoKey, Cause = job.Cause,
        })];

    /// <summary>A scene whose job no longer exists, for example because it outlived its record.</summary>
    public static JobPart Lost(JobPart scene) => scene with { State = JobState.Failed, Cause = JobCause.Internal };

    public static SceneReport Report(ImmutableArray<JobPart> scenes, IReadOnlyDictionary<string, JobSnapshot> jobs)
    {
        var known = scenes.Select(scene => jobs.GetValueOrDefault(scene.JobId)).OfType<JobSnapshot>().ToList();
        var failed = known.FirstOrDefault(job => job is { IsSettled: true, VideoKey: null });
        return new SceneReport(
            scenes,
            scenes.Any(scene => scene.IsSettled) || known.Exists(IsBegun),
            (int)scenes.Average(scene => scene.IsSettled ? 100 : jobs.TryGetValue(scene.JobId, out var job) ? job.Percent : 0),
            Remaining([.. known.Where(job => !job.IsSettled)]),
            failed is null ? null : new SceneFault(failed.Fault, failed.Cause, failed.Message));
    }

    /// <summary>Whether a renderer has taken the scene.</summary>
    public static bool IsBegun(JobSnapshot job) => job.State > JobState.Validating || job is { State: JobState.Validating, Attempt: > 0 };

    /// <summary>Scenes are made in parallel: the slowest decides, once all of them have an estimate.</summary>
    private static double? Remaining(List<JobSnapshot> underWay) =>
        underWay.TrueForAll(job => job.RemainingSeconds is not null) ? underWay.Max(job => job.RemainingSeconds) : null;

    public static JoinPlan Join(ImmutableArray<JobPart> scenes)
    {
        var made = scenes.Where(scene => scene.IsMade).ToList();
        return new JoinPlan([.. made.Select(scene => new VideoPart(scene.VideoKey!, scene.Title, scene.Seconds ?? 0))], SubtitlesOf(made));
    }

    /// <param name="jobs">The jobs of the finished scenes, in order; null if a record is gone.</param>
    public static JoinedScenes Joined(ImmutableArray<JobPart> scenes, IReadOnlyList<JobSnapshot?> jobs, string codeKey)
    {
        var made = scenes.Where(scene => scene.IsMade).ToList();
        return new JoinedScenes(
            string.Join("\n\n", Codes(jobs).Zip(made, (code, scene) => $"# Scene: {scene.Title.ReplaceLineEndings(" ")}\n{code}")),
            codeKey,
            jobs.FirstOrDefault(job => job?.ThumbnailKey is not null)?.ThumbnailKey,
            SubtitlesOf(made),
            made.Count,
            made.Count < scenes.Length || made.Exists(scene => scene.Cause == JobCause.Partial));
    }

    /// <summary>The scenes' code as parts of one file: the class Lesson is in the first that has it.</summary>
    private static IEnumerable<string?> Codes(IReadOnlyList<JobSnapshot?> jobs)
    {
        var has = false;
        foreach (var code in jobs.Select(job => job?.Code))
        {
            var bare = code is null ? null : LessonFrame.Without(code);
            yield return has ? bare : code;
            has |= bare?.Length != code?.Length;
        }
    }

    private static string? SubtitlesOf(IEnumerable<JobPart> made) =>
        Subtitles.Of(made.Select(scene => (scene.Narration, scene.Seconds ?? 0)));
}
