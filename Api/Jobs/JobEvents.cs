using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Jobs;

/// <summary>The progress of a job as server-sent events, one for each change, until the job is over.</summary>
internal static class JobEvents
{
    public static async Task<IResult> WatchAsync(
        string id, [Microsoft.AspNetCore.Mvc.FromHeader(Name = "Last-Event-ID")] string? lastEventId, Caller caller, IClusterClient grains,
        JobFeed feed, Watchers watchers, IObjectStore objects, IOptions<LifetimeOptions> lifetimes, IOptions<JsonOptions> json)
    {
        if (await grains.FindOwnJobAsync(caller, id) is not { } job) return Problems.NotFound("job");
        var isResumed = long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        // A browser would connect again for ever: 204 is what tells it that nothing comes any more.
        if (isResumed && job.IsSettled && job.Sequence <= after) return TypedResults.NoContent();
        if (watchers.Enter(caller.SessionId) is not { } place)
            return Problems.Busy("Too many event streams are open. Close some, or ask for the job itself from time to time.",
                retryAfter: 10);
        return new EventStream(cancellationToken => EventsAsync(
            place, feed.FollowAsync(job, after, cancellationToken), grains, objects, lifetimes.Value, json.Value, cancellationToken),
                isResumable: true);
    }

    private static async IAsyncEnumerable<ServerEvent> EventsAsync(
        IDisposable place, IAsyncEnumerable<JobSnapshot> jobs, IClusterClient grains, IObjectStore objects, LifetimeOptions lifetimes,
            JsonOptions json,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (place)
        {
            JsonObject? before = null;
            await foreach (var job in jobs.WithCancellation(cancellationToken))
            {
                var link = job is { IsSettled: true, VideoKey: not null }
                    ? await grains.GetGrain<IJobGrain>(GrainKeys.Job(job.JobId)).CreateLinkAsync()
                    : null;
                var now = JobChanges.Of(link is null ? JobView.Of(job) : JobView.Of(job, link, objects, lifetimes), json.SerializerOptions);
                yield return new ServerEvent(JobChanges.Type, JobChanges.Between(before, now),
                    job.Sequence.ToString(CultureInfo.InvariantCulture));
                before = now;
            }
        }
    }
}
