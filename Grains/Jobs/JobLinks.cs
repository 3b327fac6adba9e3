using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Security;

namespace ObsidianVault.Grains.Jobs;

/// <summary>The links to a job's video; see docs/adr/0007.</summary>
internal static class JobLinks
{
    private const int MaxLinks = 5;

    /// <summary>The job with one more link; the oldest is dropped if there are too many.</summary>
    public static JobRecord WithLink(this JobRecord job, string token, DateTimeOffset expiresAt)
    {
        var links = job.Links.Length >= MaxLinks ? job.Links.RemoveAt(0) : job.Links;
        return job with { Links = links.Add(new LinkRecord(Secrets.HashOf(token), expiresAt)) };
    }

    public static LinkRecord? Find(this JobRecord job, string token) =>
        job.Links.FirstOrDefault(link => Secrets.Matches(link.TokenHash, token));

    /// <summary>Whether the link still gives access to the video.</summary>
    public static bool IsOpen(this JobRecord job, LinkRecord link, LifetimeOptions lifetimes, DateTimeOffset now) =>
        job.VideoKey is not null && (link.ClaimedAt is { } claimedAt ? now < claimedAt + lifetimes.Claim : now < link.ExpiresAt);

    /// <summary>The job after the link was first used: delivered, and its video is deleted when the link's claim ends.</summary>
    public static JobRecord Claimed(this JobRecord job, LinkRecord link, LifetimeOptions lifetimes, DateTimeOffset now)
    {
        var deleteAt = now + lifetimes.Claim;
        return job.Delivered() with
        {
            Links = job.Links.Replace(link, link with { ClaimedAt = now }),
            DeleteVideoAt = deleteAt < job.DeleteVideoAt ? deleteAt : job.DeleteVideoAt,
        };
    }

    /// <summary>The job after its owner received the video.</summary>
    public static JobRecord Delivered(this JobRecord job) =>
        job.State == JobState.Ready ? job.To(JobState.Delivered, 100, "Delivered.") : job;

    /// <summary>The job after its video was deleted.</summary>
    public static JobRecord WithoutVideo(this JobRecord job)
    {
        var gone = job with { VideoKey = null, ThumbnailKey = null, CodeKey = null };
        return job.State == JobState.Ready ? gone.To(JobState.Expired, 100, "The video was deleted.") : gone;
    }
}
