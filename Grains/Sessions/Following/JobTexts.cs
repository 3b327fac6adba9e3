using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Sessions.Wording;

namespace ObsidianVault.Grains.Sessions.Following;

/// <summary>The messages about a job.</summary>
internal static class JobTexts
{
    public static ImmutableArray<OutboundButton> CancelButton(Texts words, string jobId) => [new(words.CancelButton, $"/cancel {jobId}")];

    /// <summary>The video with its link, or the reason there is none.</summary>
    /// <param name="job">Null if the job no longer exists.</param>
    /// <param name="link">The video's link, or null.</param>
    public static OutboundMessage Result(Texts words, SessionJob followed, JobSnapshot? job, string? link, TimeSpan linkLifetime) => new()
    {
        Id = GrainKeys.DerivedId(followed.JobId, "result"),
        To = followed.ReplyTo!,
        Text = job is null ? "❌ " + words.NoSuchJob(followed.JobId)
            : link is null ? words.Failed(job)
            : words.Ready(job, link, linkLifetime),
        VideoKey = job?.VideoKey,
        JobId = followed.JobId,
        ReplyToId = followed.ReplyToId,
        Topic = followed.Topic,
        Buttons = job?.VideoKey is null ? [] : [new(words.NewLinkButton, $"/status {followed.JobId}"), .. AgainButtons(words, job)],
    };

    /// <summary>
    /// The same video in the other qualities; with the link's, that makes three buttons, the most that every channel supports.
    /// </summary>
    private static IEnumerable<OutboundButton> AgainButtons(Texts words, JobSnapshot job) => Enum.GetValues<Quality>()
        .Where(q => q != job.Quality)
        .Select(q => new OutboundButton(words.InQuality(q), $"/again {job.JobId} {q.ToString().ToLowerInvariant()}"));
}
