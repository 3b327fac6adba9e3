using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Http;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Jobs;

/// <summary>The progress of a job as server-sent events, one a change, until the job is settled.</summary>
internal static class JobEvents
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_afterNothing = TimeSpan.FromMilliseconds(500);

    public static async Task<IResult> StreamAsync(string id, HttpContext http, IClusterClient grains, IObjectStore objects, IOptions<LifetimeOptions> lifetimes)
    {
        if (await grains.FindOwnJobAsync(http, id) is null) return Problems.NotFound("job");
        _ = long.TryParse(http.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var after);
        return TypedResults.ServerSentEvents(WatchAsync(grains.GetGrain<IJobGrain>(GrainKeys.Job(id)), after, objects, lifetimes.Value, http.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<JobView>> WatchAsync(
        IJobGrain grain, long after, IObjectStore objects, LifetimeOptions lifetimes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            if (await grain.WatchAsync(after, Wait) is not { } job) yield break;
            if (job.Sequence > after || job.IsSettled)
            {
                after = job.Sequence;
                var link = job.VideoKey is not null && job.IsSettled ? await grain.CreateLinkAsync() : null;
                yield return new SseItem<JobView>(link is null ? JobView.Of(job) : JobView.Of(job, link, objects, lifetimes), "progress")
                {
                    EventId = job.Sequence.ToString(CultureInfo.InvariantCulture),
                };
            }

            else
            {
                // A silo that is stopping answers at once, without news.
                await Task.Delay(s_afterNothing * (0.5 + Random.Shared.NextDouble()), cancellationToken);
            }

            if (job.IsSettled) yield break;
        }
    }
}
