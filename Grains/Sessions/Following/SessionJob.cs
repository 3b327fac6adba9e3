using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Following;

/// <summary>
/// A job of this session. <paramref name="ReplyTo"/> is null if no chat waits for it. <paramref name="ReplyToId"/> is the
/// message that asked, in a group. <paramref name="Topic"/> is the topic of the chat in which it asked.
/// </summary>
[GenerateSerializer, Immutable, Alias("vault.SessionJob")]
public sealed record SessionJob(
    [property: Id(0)] string JobId,
    [property: Id(1)] string Title,
    [property: Id(2)] ChannelAddress? ReplyTo,
    [property: Id(3)] string? ProgressMessageId = null,
    [property: Id(4)] bool Settled = false,
    [property: Id(5)] ChannelFile? File = null,
    [property: Id(6)] string? ReplyToId = null,
    [property: Id(7)] string? Topic = null)
{
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsFollowed => ReplyTo is not null && !Settled;
}

/// <summary>A file on a channel's servers. The same account can send it again, for longer than our own copy lives.</summary>
[GenerateSerializer, Immutable, Alias("vault.ChannelFile")]
public sealed record ChannelFile([property: Id(0)] string Channel, [property: Id(1)] string Account, [property: Id(2)] string FileId);

internal static class SessionJobs
{
    /// <summary>Adds the job once. If the list is full, the oldest job that nobody waits for is dropped.</summary>
    public static SessionRecord WithJob(this SessionRecord state, SessionJob job)
    {
        if (state.Jobs.Any(j => j.JobId == job.JobId)) return state;
        var jobs = state.Jobs.Add(job);
        while (jobs.Length > SessionRecord.MaxJobs) jobs = jobs.Remove(jobs.FirstOrDefault(j => !j.IsFollowed) ?? jobs[0]);
        return state with { Jobs = jobs };
    }

    public static SessionRecord Replace(this SessionRecord state, SessionJob old, SessionJob job) =>
        state with { Jobs = state.Jobs.Replace(old, job) };
}
