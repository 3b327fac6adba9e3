using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Api.Jobs;

/// <summary>The addresses of a job, relative to the Api's.</summary>
/// <param name="Self">GET: the job; DELETE: cancels or deletes it.</param>
/// <param name="Events">GET: progress as server-sent events, while the job runs.</param>
/// <param name="Link">POST: a new short-lived link to the video, while there is one.</param>
internal sealed record JobLinks(string Self, string? Events, string? Link)
{
    public static JobLinks Of(JobSnapshot job)
    {
        var self = $"/api/v1/jobs/{job.JobId}";
        return new JobLinks(self, job.IsSettled ? null : self + "/events", job.VideoKey is null ? null : self + "/link");
    }

    /// <summary>What the owner does next to get the video.</summary>
    public static string NextOf(JobSnapshot job, bool hasLink) => job switch
    {
        _ when hasLink => "Fetch video_url; the first fetch claims it. POST to links.link for another one.",
        { IsSettled: false } => "Follow links.events; the last event has video_url. Or GET links.self until status is ready, and then "
            + "POST to links.link.",
        { VideoKey: not null } => "POST to links.link; the answer has video_url.",
        { State: JobState.Ready or JobState.Delivered or JobState.Expired } => "The video was deleted. Ask for it again with a new job.",
        { State: JobState.Cancelled } => "The job was cancelled. DELETE links.self removes it.",
        _ => "message says why there is no video. DELETE links.self removes the job.",
    };
}
