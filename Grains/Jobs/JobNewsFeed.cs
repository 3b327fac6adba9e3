using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Streams;

namespace ObsidianVault.Grains.Jobs;

/// <summary>
/// Publishes the state of a job to its followers, outside the job's calls. One item is under way at a time; of the changes
/// that come meanwhile only the newest follows. Lost items are read from the job's state.
/// </summary>
internal sealed partial class JobNewsFeed(IStreamProvider streams, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(1);
    private JobSnapshot? _next;
    private bool _isPublishing;
    private DateTimeOffset _last;

    /// <param name="parentId">The job whose storyboard follows this one instead of the session; null if there is none.</param>
    /// <param name="isProgress">Whether only the percentage changed: that is published at most once a second.</param>
    public void Publish(JobSnapshot job, string? parentId, bool isProgress)
    {
        if (isProgress && time.GetUtcNow() < _last + s_progressEvery) return;
        _next = job;
        if (!_isPublishing) _ = PublishAsync(parentId);
    }

    private async Task PublishAsync(string? parentId)
    {
        _isPublishing = true;
        while (_next is { } job)
        {
            (_next, _last) = (null, time.GetUtcNow());
            var follower = parentId is null
                ? StreamId.Create(NewsStreams.SessionJobs, GrainKeys.Session(job.SessionId))
                : StreamId.Create(NewsStreams.SceneJobs, GrainKeys.Storyboard(parentId));
            try
            {
                var news = new JobNews(job);
                await Task.WhenAll(
                    streams.GetStream<JobNews>(StreamId.Create(NewsStreams.Jobs, job.JobId)).OnNextAsync(news),
                    streams.GetStream<JobNews>(follower).OnNextAsync(news));
            }
            catch (Exception exception)
            {
                LogNotTold(exception, job.JobId);
            }
        }

        _isPublishing = false;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {JobId}: its news could not be published")]
    private partial void LogNotTold(Exception exception, string jobId);
}
