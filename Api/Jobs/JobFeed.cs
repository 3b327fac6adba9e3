using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Streams;

namespace ObsidianVault.Api.Jobs;

/// <summary>
/// Follows a job: by the news that its grain publishes, and by reading its state every few seconds. The news may be lost,
/// with a silo or with the subscription; the state is not, and its sequence number says what was seen already.
/// </summary>
internal sealed partial class JobFeed(IClusterClient cluster, IOptions<GatewayOptions> options, TimeProvider time, ILogger<JobFeed> logger)
{
    /// <summary>The newest are enough: each is the whole job.</summary>
    private const int Capacity = 8;

    /// <summary>How long a subscription may take to begin or end; the job is read meanwhile.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The job after every change; ends when it is over or gone.</summary>
    /// <param name="job">As it was just read; the first item, unless it was seen.</param>
    /// <param name="after">The sequence number that was seen last; 0 for none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<JobSnapshot> FollowAsync(JobSnapshot job, long after,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var news = Channel.CreateBounded<JobSnapshot>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest });
        var subscription = Task.FromResult<StreamSubscriptionHandle<JobNews>?>(null);
        try
        {
            // A sequence number from elsewhere must not hide the job.
            if (after > job.Sequence) after = 0;
            JobSnapshot? next = job;
            if (!job.IsSettled) subscription = SubscribeAsync(job.JobId, news.Writer);
            while (next is not null)
            {
                if (next.Sequence > after || next.IsSettled)
                {
                    after = next.Sequence;
                    yield return next;
                }

                if (next.IsSettled) yield break;
                (next, var heard) = await NextAsync(job.JobId, news.Reader, cancellationToken);
                if (next is null) yield break;
                if (heard || next.Sequence <= after) continue;
                // There was news and it did not arrive: the subscription went with a silo, perhaps.
                _ = UnsubscribeAsync(subscription);
                subscription = SubscribeAsync(job.JobId, news.Writer);
            }
        }
        finally
        {
            _ = UnsubscribeAsync(subscription);
        }
    }

    /// <summary>What the news says next, or what the state says if there is no news; null if the job is gone.</summary>
    private async Task<(JobSnapshot? Job, bool Heard)> NextAsync(
        string jobId, ChannelReader<JobSnapshot> news, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var heard = news.WaitToReadAsync(wait.Token).AsTask();
            await Task.WhenAny(heard, Task.Delay(options.Value.WatchInterval, time, wait.Token));
            await wait.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (news.TryRead(out var job)) return (job, true);
            try
            {
                return (await cluster.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).GetAsync().WaitAsync(cancellationToken), false);
            }
            catch (Exception exception) when (ClusterFaults.Explains(exception))
            {
                // A silo is going, and another one takes the job: ask again.
                LogNotRead(jobId, exception);
            }
        }
    }

    private async Task<StreamSubscriptionHandle<JobNews>?> SubscribeAsync(string jobId, ChannelWriter<JobSnapshot> news)
    {
        try
        {
            var stream = cluster.GetStreamProvider(NewsStreams.Provider).GetStream<JobNews>(StreamId.Create(NewsStreams.Jobs, jobId));
            return await stream.SubscribeAsync((item, _) =>
            {
                news.TryWrite(item.Job);
                return Task.CompletedTask;
            }).WaitAsync(s_patience, time);
        }
        catch (Exception exception)
        {
            LogNotSubscribed(jobId, exception);
            return null;
        }
    }

    private async Task UnsubscribeAsync(Task<StreamSubscriptionHandle<JobNews>?> subscription)
    {
        var handle = await subscription;
        if (handle is null) return;
        try
        {
            await handle.UnsubscribeAsync().WaitAsync(s_patience, time);
        }
        catch (Exception exception)
        {
            // What is published to a client that is gone ends the subscription too.
            LogNotUnsubscribed(handle.StreamId.GetKeyAsString(), exception);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Job {JobId} could not be read for a watcher; it is read again")]
    private partial void LogNotRead(string jobId, Exception exception);

    [LoggerMessage(LogLevel.Information, "A watcher of job {JobId} gets no news; the job is read every few seconds instead")]
    private partial void LogNotSubscribed(string jobId, Exception exception);

    [LoggerMessage(LogLevel.Debug, "A subscription to job {JobId} did not end in time")]
    private partial void LogNotUnsubscribed(string jobId, Exception exception);
}
