using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Sessions;

/// <summary>Follows the jobs that somebody in a chat waits for: progress by editing one message, then the result.</summary>
public sealed partial class SessionGrain
{
    private static readonly TimeSpan WatchWait = TimeSpan.FromSeconds(10);
    private readonly HashSet<string> _followed = [];

    private void StartFollowing(string jobId)
    {
        if (_followed.Add(jobId)) Run(cancellationToken => FollowAsync(jobId, cancellationToken));
    }

    private async Task FollowAsync(string jobId, CancellationToken cancellationToken)
    {
        try
        {
            var grain = GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId));
            var (seen, shown) = (0L, "");
            while (!cancellationToken.IsCancellationRequested && Followed(jobId) is not null)
            {
                var job = await grain.WatchAsync(seen, WatchWait);
                if (job is null || job.IsSettled)
                {
                    await FinishAsync(jobId, job);
                    return;
                }

                if (job.Sequence == seen) continue;
                seen = job.Sequence;
                var text = Words.ProgressEdit(job);
                if (text != shown && await ShowAsync(Followed(jobId), text, CancelButton(jobId), cancellationToken)) shown = text;
                await Task.Delay(options.Value.ProgressInterval, time, cancellationToken);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The next wake-up of this session follows the job again.
            LogFollowFailed(exception, SessionId, jobId);
        }
        finally
        {
            _followed.Remove(jobId);
        }
    }

    private SessionJob? Followed(string jobId) => State.MovedTo is not null ? null : State.Jobs.FirstOrDefault(j => j.JobId == jobId && j.IsFollowed);

    /// <summary>Stores the result message and the end of following in one write.</summary>
    private async Task FinishAsync(string jobId, JobSnapshot? job)
    {
        var link = job?.VideoKey is null ? null : await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).CreateLinkAsync();
        if (Followed(jobId) is not { } followed) return;
        var text = job is null ? "❌ " + Words.NoSuchJob(jobId)
            : link is null ? Words.Failed(job)
            : Words.Ready(job, UrlOf(link), lifetimes.Value.Ready);
        var result = new OutboundMessage
        {
            Id = GrainKeys.DerivedId(jobId, "result"),
            To = followed.ReplyTo!,
            Text = text,
            VideoKey = job?.VideoKey,
            JobId = jobId,
            ReplyToId = followed.ReplyToId,
            Buttons = job?.VideoKey is null ? [] : [new(Words.NewLinkButton, $"/status {jobId}"), .. AgainButtons(job)],
        };
        await CommitAsync(Enqueue(State, result, OutboxKind.JobResult)
            .Replace(followed, followed with { Settled = true }));
        if (job is not null) await ShowAsync(followed, Words.ProgressEdit(job), [], CancellationToken.None);
        GoOn();
    }

    /// <summary>The same in the other qualities; with the link's, three buttons, which is as many as every channel has.</summary>
    private IEnumerable<OutboundButton> AgainButtons(JobSnapshot job) => Enum.GetValues<Quality>().Where(q => q != job.Quality)
        .Select(q => new OutboundButton(Words.InQuality(q), $"/again {job.JobId} {q.ToString().ToLowerInvariant()}"));

    /// <summary>Edits the progress message, as well as it goes: progress is never retried.</summary>
    private async Task<bool> ShowAsync(SessionJob? job, string text, ImmutableArray<OutboundButton> buttons, CancellationToken cancellationToken)
    {
        if (job is not { ReplyTo: { } address, ProgressMessageId: { } messageId }) return false;
        if (SenderOf(address) is not { CanEdit: true } sender) return false;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(WatchWait);
        try
        {
            await sender.EditAsync(address, messageId, text, buttons, deadline.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogEditFailed(exception, SessionId);
        }

        return true;
    }

    private string UrlOf(VideoLink link) => options.Value.PublicUrl.TrimEnd('/') + link.Path;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: following job {JobId} failed; it goes on later")]
    private partial void LogFollowFailed(Exception exception, string sessionId, string jobId);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {SessionId}: a progress message could not be edited")]
    private partial void LogEditFailed(Exception exception, string sessionId);
}
