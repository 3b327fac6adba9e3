using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Sessions.Outbox;

namespace ObsidianVault.Grains.Sessions.Following;

/// <summary>
/// Follows the jobs that a chat waits for: shows progress by editing one message, then sends the result. It learns of changes
/// from news; what the news missed it reads from the job now and then, and when the session wakes.
/// </summary>
internal sealed partial class JobFollower(IConversation conversation)
{
    /// <summary>How long to go without news before asking the job.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    private static readonly TimeSpan s_editTime = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, Heard> _heard = [];
    private readonly SessionServices _services = conversation.Services;
    private readonly ILogger _logger = conversation.Services.LoggerOf<JobFollower>();

    /// <summary>Notes how a job stands. Older news than what is known changes nothing.</summary>
    public void Hear(JobSnapshot? job)
    {
        if (job is null) return;
        var known = _heard.GetValueOrDefault(job.JobId);
        if (known?.Job is { } newest && newest.Sequence >= job.Sequence) return;
        // News of a job may come before the job is in the record. Some jobs never get there, so only a few are remembered.
        if (known is null && _heard.Count >= SessionRecord.MaxJobs) Forget();
        _heard[job.JobId] = (known ?? new Heard()) with { Job = job, At = _services.Now };
        conversation.Steps.Poke();
    }

    /// <summary>Starts what the followed jobs need next.</summary>
    /// <returns>How long nothing needs to be done, or null if nothing is followed.</returns>
    public TimeSpan? GoOn()
    {
        TimeSpan? next = null;
        foreach (var job in conversation.Record.Jobs.Where(j => j.IsFollowed))
        {
            var wait = GoOn(job, _heard.GetValueOrDefault(job.JobId) ?? new Heard());
            if (next is null || wait < next) next = wait;
        }

        return next;
    }

    private TimeSpan GoOn(SessionJob followed, Heard heard)
    {
        var (step, now) = ("job " + followed.JobId, _services.Now);
        if (conversation.Steps.IsRunning(step)) return Patience;
        if (heard.Job?.IsSettled == true || heard.IsGone)
        {
            conversation.Steps.Start(step, cancellationToken => FinishAsync(followed, heard.Job, cancellationToken));
            return Patience;
        }

        if (heard.Job is null || now >= heard.At + Patience)
        {
            conversation.Steps.Start(step, _ => ReadAsync(followed.JobId));
            return Patience;
        }

        var text = SessionServices.WordsOf(conversation.Record).ProgressEdit(heard.Job);
        if (text == heard.Shown || followed.ProgressMessageId is null) return heard.At + Patience - now;
        if (now < heard.ShownAt + _services.Options.ProgressInterval) return heard.ShownAt + _services.Options.ProgressInterval - now;
        var buttons = JobTexts.CancelButton(SessionServices.WordsOf(conversation.Record), followed.JobId);
        conversation.Steps.Start(step, async cancellationToken =>
        {
            await ShowAsync(followed, text, buttons, cancellationToken);
            return () =>
            {
                if (_heard.TryGetValue(followed.JobId, out var known))
                    _heard[followed.JobId] = known with { Shown = text, ShownAt = _services.Now };
                return Task.CompletedTask;
            };
        });
        return _services.Options.ProgressInterval;
    }

    private async Task<Func<Task>?> ReadAsync(string jobId)
    {
        var job = await conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).GetAsync();
        return () =>
        {
            if (job is not null) Hear(job);
            var known = _heard.GetValueOrDefault(jobId) ?? new Heard();
            _heard[jobId] = known with { At = _services.Now, IsGone = job is null };
            return Task.CompletedTask;
        };
    }

    /// <summary>Stores the result message and stops following, in one write.</summary>
    private async Task<Func<Task>?> FinishAsync(SessionJob followed, JobSnapshot? job, CancellationToken cancellationToken)
    {
        var link = job?.VideoKey is null
            ? null
            : await conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(followed.JobId)).CreateLinkAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return async () =>
        {
            _heard.Remove(followed.JobId);
            var state = conversation.Record;
            if (state.Jobs.FirstOrDefault(j => j.JobId == followed.JobId && j.IsFollowed) is not { } still) return;
            var words = SessionServices.WordsOf(state);
            var result = JobTexts.Result(words, still, job, link is null ? null : _services.UrlOf(link.Path), _services.Lifetimes.Ready);
            await conversation.CommitAsync(
                _services.Enqueue(state, result, OutboxKind.JobResult).Replace(still, still with { Settled = true }),
                ConversationChange.Job);
            if (job is not null) conversation.Steps.Fire(token => ShowAsync(still, words.ProgressEdit(job), [], token));
        };
    }

    /// <summary>Edits the progress message on a best-effort basis: progress is never retried.</summary>
    private async Task ShowAsync(
        SessionJob followed, string text, ImmutableArray<OutboundButton> buttons, CancellationToken cancellationToken)
    {
        if (followed is not { ReplyTo: { } address, ProgressMessageId: { } messageId }) return;
        if (_services.SenderOf(address) is not { CanEdit: true } sender) return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(s_editTime);
        try
        {
            await sender.EditAsync(address, messageId, text, buttons, deadline.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogEditFailed(exception, conversation.Id);
        }
    }

    private void Forget()
    {
        foreach (var id in _heard.Keys.Where(id => conversation.Record.Jobs.All(j => j.JobId != id || !j.IsFollowed)).ToList())
            _heard.Remove(id);
    }

    /// <summary>What is known about a job.</summary>
    private sealed record Heard
    {
        public JobSnapshot? Job { get; init; }

        /// <summary>When the job was last heard of or read.</summary>
        public DateTimeOffset At { get; init; }

        /// <summary>The job no longer exists.</summary>
        public bool IsGone { get; init; }

        public string Shown { get; init; } = "";

        public DateTimeOffset ShownAt { get; init; }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Session {SessionId}: a progress message could not be edited")]
    private partial void LogEditFailed(Exception exception, string sessionId);
}
