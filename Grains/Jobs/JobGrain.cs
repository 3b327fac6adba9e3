using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Jobs;

/// <summary>One video job: what its owner and its lifetimes do to it. The renderer's side is in <c>JobGrain.Work.cs</c>.</summary>
[GrainType("job")]
public sealed partial class JobGrain(
    [PersistentState("render-job")] IPersistentState<JobRecord> storage,
    IManimCodeWriter codeWriter,
    IObjectStore objects,
    PriceTable prices,
    IOptions<LifetimeOptions> lifetimes,
    IOptions<JobOptions> jobs,
    IOptions<ExpiryOptions> expiry,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<JobGrain> logger) : DurableGrain<JobRecord>(storage), IJobGrain
{
    private const int MaxLinks = 5;

    /// <summary>How long a turn waits for the object store; what it did not do then is done later.</summary>
    private static readonly TimeSpan StoreTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(15);
    private readonly ChangeSignal _change = new(time, host);
    private readonly RenderPace _pace = new();
    private int _livePercent;
    private CancellationTokenSource? _writing;

    private string JobId => this.GetPrimaryKeyString()[GrainKeys.JobPrefix.Length..];

    private IRenderQueueGrain Queue => GrainFactory.GetGrain<IRenderQueueGrain>(GrainKeys.RenderQueue(0));

    private ILedgerGrain Ledger => GrainFactory.GetGrain<ILedgerGrain>(GrainKeys.Ledger(State.SessionId!));

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _livePercent = State.ShownPercent;
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<SubmitResult> SubmitAsync(string sessionId, JobRequest request)
    {
        if (State.Exists)
            return new SubmitResult(Snapshot()!, Created: false, Conflict: State.Request != request || State.SessionId != sessionId);

        var now = time.GetUtcNow();
        // Before the state, so that a crash in between leaves a wake-up too many and never one too few.
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), now + expiry.Value.UnfinishedWork, expiry.Value);
        await StoreAsync(State with
        {
            SessionId = sessionId,
            Request = request,
            Code = request.Code,
            Provider = request.Code is null ? null : "you",
            State = request.Code is null ? JobState.Queued : JobState.Validating,
            Message = "Waiting for a renderer.",
            CreatedAt = now,
            Revision = 1,
        });
        if (Excess(request) is { } excess)
            await SettleAsync(State.Settle(JobState.Failed, now, excess, JobFault.Limit, JobCause.TooLarge));
        else await EnqueueAsync();
        return new SubmitResult(Snapshot()!, Created: true, Conflict: false);
    }

    public Task<JobSnapshot?> GetAsync() => Task.FromResult(Snapshot());

    public async Task<JobSnapshot?> WatchAsync(long afterSequence, TimeSpan wait)
    {
        var until = time.GetUtcNow() + (wait < MaxWait ? wait : MaxWait);
        while (Snapshot() is { } job && job.Sequence <= afterSequence && !job.IsFinal && time.GetUtcNow() < until && !host.ApplicationStopping.IsCancellationRequested)
            await _change.WaitAsync(until - time.GetUtcNow());
        return Snapshot();
    }

    public async Task<JobSnapshot?> CancelAsync()
    {
        if (State.Exists && !State.IsSettled)
        {
            await SettleAsync(State.Settle(JobState.Cancelled, time.GetUtcNow(), "Cancelled."));
        }

        return Snapshot();
    }

    public async Task MarkDeliveredAsync()
    {
        if (State.State == JobState.Ready) await StoreAsync(State.To(JobState.Delivered, 100, "Delivered."));
    }

    public async Task<VideoLink?> CreateLinkAsync()
    {
        if (State.VideoKey is null) return null;
        var token = GrainKeys.NewId();
        var link = new LinkRecord(Secrets.HashOf(token), time.GetUtcNow() + lifetimes.Value.Ready);
        var links = State.Links.Length >= MaxLinks ? State.Links.RemoveAt(0) : State.Links;
        await StoreAsync(State with { Links = links.Add(link) });
        return new VideoLink(JobId, token, link.ExpiresAt);
    }

    public async Task<ClaimResult> ClaimLinkAsync(string token, bool claim)
    {
        var link = State.Links.FirstOrDefault(l => Secrets.Matches(l.TokenHash, token));
        if (link is null) return new ClaimResult(ClaimOutcome.NotFound, null, null);

        var now = time.GetUtcNow();
        var open = link.ClaimedAt is { } claimedAt ? now < claimedAt + lifetimes.Value.Claim : now < link.ExpiresAt;
        if (State.VideoKey is null || !open) return new ClaimResult(ClaimOutcome.Gone, null, null);

        if (claim && link.ClaimedAt is null)
        {
            var deleteAt = now + lifetimes.Value.Claim;
            await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), deleteAt, expiry.Value);
            var next = State.State == JobState.Ready ? State.To(JobState.Delivered, 100, "Delivered.") : State;
            await StoreAsync(next with
            {
                Links = State.Links.Replace(link, link with { ClaimedAt = now }),
                DeleteVideoAt = deleteAt < State.DeleteVideoAt ? deleteAt : State.DeleteVideoAt,
            });
        }

        return new ClaimResult(ClaimOutcome.Granted, State.VideoKey, JobId + Path.GetExtension(State.VideoKey));
    }

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (!State.Exists) return null;
        var now = time.GetUtcNow();
        if (State.NextDue(lifetimes.Value) is { } due && due <= now) await EndLifetimeAsync(now);
        else if (WaitsForParts)
        {
            await SubmitPartsAsync();
            return now + expiry.Value.UnfinishedWork;
        }
        else if (State.Parts.Length > 0 && !State.IsSettled) await EndOfPartsAsync(null);
        else if (!State.IsSettled) await EnqueueAsync();
        return State.NextDue(lifetimes.Value);
    }

    private async Task EndLifetimeAsync(DateTimeOffset now)
    {
        switch (State.State)
        {
            case JobState.Ready or JobState.Delivered when State.VideoKey is { } key:
                // Where the store does not answer, the expiry bucket wakes the job again.
                await DeleteAsync([State.ThumbnailKey, State.CodeKey, State.Subtitles is null ? null : SubtitlesKey, key]);
                var gone = State with { VideoKey = null, ThumbnailKey = null, CodeKey = null };
                await StoreAsync(State.State == JobState.Ready ? gone.To(JobState.Expired, 100, "The video was deleted.") : gone);
                break;
            case JobState.Ready or JobState.Delivered or JobState.Failed or JobState.Cancelled or JobState.Expired:
                await ClearAsync();
                break;
            case var _ when State.WorkStartedAt is null:
                await SettleAsync(State.Settle(State.Parts.IsEmpty ? JobState.Expired : JobState.Failed, now, "No renderer took the job in time. Please send it again.", cause: JobCause.NoRenderer));
                break;
            default:
                await SettleAsync(State.Settle(
                    JobState.Failed, now, "The job took too long and was stopped. Please try a simpler request.", JobFault.Deadline));
                break;
        }
    }

    private async Task DeleteAsync(IEnumerable<string?> files)
    {
        using var deadline = new CancellationTokenSource(StoreTime, time);
        foreach (var file in files)
            if (file is not null) await objects.DeleteAsync(file, deadline.Token);
    }

    private async Task EnqueueAsync()
    {
        try
        {
            await Queue.EnqueueAsync(JobId, State.SessionId!, State.Request!.Priority);
        }
        catch (WorkQueueFullException exception)
        {
            await SettleAsync(State.Settle(JobState.Failed, time.GetUtcNow(), exception.Message, JobFault.Internal, JobCause.QueueFull));
        }
    }

    /// <summary>Between two states progress is news, not state: it is shown, and stored now and then.</summary>
    private async Task ShowAsync(int percent)
    {
        if (percent <= Percent) return;
        if (percent > State.ShownPercent) await CommitAsync(State with { ShownPercent = Math.Min(99, (percent + 9) / 10 * 10) });
        _livePercent = Math.Max(_livePercent, percent);
        _change.Pulse();
    }

    private int Percent => Math.Max(State.Percent, _livePercent);

    /// <summary>Stores the end of the work, and takes the job out of the queue.</summary>
    private async Task SettleAsync(JobRecord settled)
    {
        settled = settled with { Percent = Math.Max(settled.Percent, Percent) };
        if (settled.NextDue(lifetimes.Value) is { } due)
            await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), due, expiry.Value);
        await StoreAsync(settled);
        if (_writing is { } writing) await writing.CancelAsync();
        await Queue.RemoveAsync(JobId);
        if (settled.State != JobState.Ready) await CancelPartsAsync();
        LogSettled(JobId, settled.State, settled.Fault);
    }

    private async Task StoreAsync(JobRecord next)
    {
        await CommitAsync(next);
        _change.Pulse();
        await TellAsync();
    }

    /// <summary>Best effort: whoever misses it reads the state, and goes on from its number.</summary>
    private async Task TellAsync()
    {
        try
        {
            var (news, provider) = (new JobNews(Snapshot()!), this.GetStreamProvider(NewsStreams.Provider));
            await Task.WhenAll(
                provider.GetStream<JobNews>(StreamId.Create(NewsStreams.Jobs, JobId)).OnNextAsync(news),
                provider.GetStream<JobNews>(StreamId.Create(NewsStreams.SessionJobs, GrainKeys.Session(State.SessionId!))).OnNextAsync(news));
        }
        catch (Exception exception) when (!host.ApplicationStopping.IsCancellationRequested)
        {
            LogNotTold(exception, JobId);
        }
    }

    private JobSnapshot? Snapshot()
    {
        if (!State.Exists) return null;
        return new JobSnapshot
        {
            JobId = JobId,
            SessionId = State.SessionId!,
            State = State.State,
            Percent = Percent,
            Message = State.Message,
            Sequence = (State.Revision * 1000) + Percent,
            Fault = State.Fault,
            Title = State.Title,
            Provider = State.Provider,
            Code = State.Code ?? State.Draft,
            VideoKey = State.VideoKey,
            DurationSeconds = State.DurationSeconds,
            SizeBytes = State.SizeBytes,
            CreatedAt = State.CreatedAt,
            FinishedAt = State.SettledAt,
            Attempt = State.Attempt,
            ThumbnailKey = State.ThumbnailKey,
            CodeKey = State.CodeKey,
            Format = State.Request?.Format ?? VideoFormat.Mp4,
            Cached = State.Cached,
            Advice = State.Advice,
            Quality = State.Request!.Quality,
            Cause = State.Cause,
            Repairs = State.Repairs.Length,
            RemainingSeconds = State.State != JobState.Rendering ? null : WaitsForParts ? _partsRemaining : _pace.Remaining(time.GetUtcNow()),
            IsPartial = State.IsPartial,
            Parts = State.Parts,
            Subtitles = State.Subtitles,
        };
    }

    /// <summary>What is too much about a request, as a sentence.</summary>
    private string? Excess(JobRequest request) =>
        request.Prompt?.Length > jobs.Value.MaxPrompt ? string.Create(CultureInfo.InvariantCulture, $"The prompt has {request.Prompt.Length:N0} characters; at most {jobs.Value.MaxPrompt:N0} are possible.")
        : request.Code?.Length > jobs.Value.MaxCode ? string.Create(CultureInfo.InvariantCulture, $"The code has {request.Code.Length:N0} characters; at most {jobs.Value.MaxCode:N0} are possible.")
        : null;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {JobId}: nobody could be told of its change")]
    private partial void LogNotTold(Exception exception, string jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is {State} ({Fault})")]
    private partial void LogSettled(string jobId, JobState state, JobFault fault);
}
