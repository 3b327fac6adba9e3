using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Streams;

namespace ObsidianVault.Grains.Jobs;

/// <summary>
/// Tells whoever follows a job how it stands, beside the job's calls: one item is under way at a time, and of what changes
/// meanwhile the newest follows. What is lost is read from the job's state.
/// </summary>
internal sealed partial class JobNewsFeed(IStreamProvider streams, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(1);
    private JobSnapshot? _next;
    private bool _isPublishing;
    private DateTimeOffset _last;

    /// <param name="parentId">The job whose storyboard follows this one instead of the session; null where there is none.</param>
    /// <param name="isProgress">Whether nothing but the percent changed: that is told once a second at most.</param>
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
