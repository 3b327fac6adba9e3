using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Storyboards;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Jobs.Repairs;

namespace ObsidianVault.Grains.Jobs;

/// <summary>
/// One video job. Pure functions of its record decide (<see cref="JobWriting"/>, <see cref="JobRendering"/>,
/// <see cref="JobRepairs"/>, <see cref="JobScenes"/>, <see cref="JobLifetimes"/>, <see cref="JobLinks"/>); the grain stores
/// the result and acts on it. A call first awaits everything it needs from elsewhere and only then derives the new record
/// from the current one, so no record is derived from stale state.
/// </summary>
[GrainType("job")]
internal sealed partial class JobGrain(
    [PersistentState("render-job")] IPersistentState<JobRecord> storage,
    JobRules rules,
    JobCharges charges,
    JobQueue queue,
    JobFiles files,
    IOptions<ExpiryOptions> expiry,
    TimeProvider time,
    ILogger<JobGrain> logger) : DurableGrain<JobRecord>(storage), IJobGrain
{
    /// <summary>
    /// How long after its start an activation redoes what an earlier one may have left undone: by then the holder of the job's
    /// lease has called.
    /// </summary>
    private static readonly TimeSpan s_unconfirmed = TimeSpan.FromSeconds(10);
    private readonly JobProgress _progress = new();
    private readonly RenderPace _pace = new();
    private JobNewsFeed _news = null!;
    private NextWake _wake = null!;
    private double? _scenesRemaining;

    /// <summary>The newest of <see cref="JobRecord.Handovers"/> that this activation has put into a queue.</summary>
    private int _enqueued;

    private string JobId => this.GetPrimaryKeyString()[GrainKeys.JobPrefix.Length..];

    private IStoryboardGrain Storyboard => GrainFactory.GetGrain<IStoryboardGrain>(GrainKeys.Storyboard(JobId));

    private bool MustEnqueue => State.Wants() is not null && Math.Max(State.Confirmed, _enqueued) < State.Handovers;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _progress.Resume(State);
        _news = new JobNewsFeed(this.GetStreamProvider(NewsStreams.Provider), time, logger);
        _wake = new NextWake(GrainFactory, this.GetPrimaryKeyString(), expiry.Value, time);
        if (MustEnqueue || State.WaitsForScenes())
        {
            this.RegisterGrainTimer(
                static (grain, _) => grain.TryAsync(grain.GoOnAsync),
                this,
                new GrainTimerCreationOptions { DueTime = s_unconfirmed, Period = Timeout.InfiniteTimeSpan });
        }

        return base.OnActivateAsync(cancellationToken);
    }

    public async Task<SubmitResult> SubmitAsync(string sessionId, JobRequest request)
    {
        if (State.Exists)
            return new SubmitResult(Snapshot()!, Created: false, Conflict: !State.Request!.IsSame(request) || State.SessionId != sessionId);

        var now = time.GetUtcNow();
        var job = JobAdmission.Admit(sessionId, request, rules.Options, now);
        // Before the state is stored, so that a crash in between leaves a spare wake-up rather than none.
        await _wake.ScheduleAsync(job.IsSettled ? job.NextDue(rules.Lifetimes)!.Value : now + expiry.Value.UnfinishedWork);
        if (job.IsSettled) await AnnounceAsync(request);
        await StoreAsync(job);
        if (!State.IsSettled) await EnqueueAsync(mayWait: true);
        return new SubmitResult(Snapshot()!, Created: true, Conflict: false);
    }

    public Task<JobSnapshot?> GetAsync() => Task.FromResult(Snapshot());

    public async Task<JobSnapshot?> CancelAsync()
    {
        if (State.Exists && !State.IsSettled) await SettleAsync(job => job.Cancelled(time.GetUtcNow()));
        return Snapshot();
    }

    public async Task DeleteAsync()
    {
        if (!State.Exists || !State.IsSettled) return;
        await files.DeleteAsync(JobId, State);
        await ClearAsync();
    }

    public Task MarkDeliveredAsync() => State.State == JobState.Ready ? StoreAsync(State.Delivered()) : Task.CompletedTask;

    public async Task<VideoLink?> CreateLinkAsync()
    {
        if (State.VideoKey is null) return null;
        var link = new VideoLink(JobId, GrainKeys.NewId(), time.GetUtcNow() + rules.Lifetimes.Ready);
        // A new link is not news.
        await CommitAsync(State.WithLink(link.Token, link.ExpiresAt));
        return link;
    }

    public async Task<ClaimResult> ClaimLinkAsync(string token, bool claim)
    {
        if (State.Find(token) is not { } link) return new ClaimResult(ClaimOutcome.NotFound, null, null);
        var now = time.GetUtcNow();
        if (!State.IsOpen(link, rules.Lifetimes, now)) return new ClaimResult(ClaimOutcome.Gone, null, null);
        if (claim && link.ClaimedAt is null)
        {
            await _wake.ScheduleAsync(now + rules.Lifetimes.Claim);
            await StoreAsync(State.Claimed(link, rules.Lifetimes, now));
        }

        return new ClaimResult(ClaimOutcome.Granted, State.VideoKey, JobId + Path.GetExtension(State.VideoKey));
    }

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        _wake.Replace(null);
        if (!State.Exists) return null;
        if (State.NextDue(rules.Lifetimes) is { } due && due <= time.GetUtcNow()) await EndLifetimeAsync();
        else await GoOnAsync();
        var next = State.NextDue(rules.Lifetimes);
        _wake.Replace(next);
        return next;
    }

    public async Task<WritingOrder?> BeginWritingAsync(WorkLease lease)
    {
        if (await RefusesAsync(lease)) return null;
        // Do not pay for a scene that may not be rendered today.
        if (State.IsNew(lease) && await EndsBeforeAsync(lease, await charges.RenderSecondsLeftAsync(State))) return null;
        var begun = JobWriting.Begin(State, lease, rules.Terms());
        if (!ReferenceEquals(begun, State)) await BeginAsync(begun);
        return JobWriting.Order(State, JobId, rules.Lifetimes);
    }

    public Task<bool> WroteAsync(WorkLease lease, WrittenScene scene) =>
        AfterStepAsync(lease, scene.Step, (job, terms) => JobWriting.Wrote(job, scene, terms));

    public Task<bool> PlannedAsync(WorkLease lease, WrittenPlan plan) =>
        AfterStepAsync(lease, plan.Step, (job, terms) => JobWriting.Planned(job, JobId, plan, terms));

    public Task<bool> OutlinedAsync(WorkLease lease, WrittenOutline outline) =>
        AfterStepAsync(lease, outline.Step, (job, _) => JobWriting.Outlined(job, outline));

    public async Task<bool> ReviewedAsync(WorkLease lease, WrittenReview review)
    {
        var sheet = State.Review?.SheetKey;
        var goesOn = await AfterStepAsync(lease, review.Step, (job, terms) => JobWriting.Reviewed(job, review, terms));
        if (sheet is not null && State.Review is null) await TryAsync(() => files.DeleteSheetAsync(sheet));
        return goesOn;
    }

    public Task<bool> WritingFailedAsync(WorkLease lease, WritingFailure failure) => AfterStepAsync(lease, failure.Step, (job, terms) =>
        JobRepairs.AfterWriting(job with { WrittenCost = job.WrittenCost + failure.Cost }, failure.Fault, failure.Message, null, terms));

    public Task PutOffWritingAsync(WorkLease lease, string step, decimal cost) =>
        JobWriting.IsAt(State, lease, step) ? CommitAsync(State with { WrittenCost = State.WrittenCost + cost }) : Task.CompletedTask;

    public async Task<WorkOrder> BeginAsync(WorkLease lease)
    {
        if (await RefusesAsync(lease)) return new WorkOrder(WorkOrderKind.Stop);
        double? left = JobRendering.Draws(State) ? await charges.RenderSecondsLeftAsync(State) : null;
        if (State.IsNew(lease))
        {
            if (await EndsBeforeAsync(lease, left)) return new WorkOrder(WorkOrderKind.Stop);
            var begun = JobRendering.Begin(State, lease, time.GetUtcNow());
            await BeginAsync(JobProgress.Ahead(begun, begun.Percent));
        }

        // A render under this lease may have used all that was left; the repeated call still gets an order that can be carried out.
        if (State.Parts.IsEmpty)
            return JobRendering.Order(State, join: null, rules.Terms()) with { MostSeconds = left is { } some ? Math.Max(1, some) : null };

        await StartStoryboardAsync();
        return JobRendering.Order(State, await Storyboard.GetJoinAsync(), rules.Terms());
    }

    public async Task<bool> ReportAsync(WorkLease lease, JobState state, int percent)
    {
        if (!State.Holds(lease)) return false;
        percent = Math.Clamp(percent, 0, 99);
        if (state == JobState.Rendering) _pace.Take(percent, time.GetUtcNow());
        if (state > State.State && JobTransitions.Allows(State.State, state))
        {
            await StoreAsync(JobProgress.Ahead(State.To(state, percent, JobMessages.Of(state)), percent));
        }
        else
        {
            await ShowAsync(percent);
        }

        return true;
    }

    public async Task<bool> CompleteAsync(WorkLease lease, RenderArtefact artefact)
    {
        if (!State.Holds(lease) || State.State != JobState.Uploading) return State.IsNewest(lease) && State.VideoKey == artefact.VideoKey;
        var joined = State.Parts.IsEmpty ? null : await Storyboard.StoreJoinAsync();
        await charges.BookAsync(State, lease, JobRendering.AttemptOf(State), artefact.RenderSeconds, artefact.Cached);
        await SettleAsync(job => JobRendering.Completed(job, artefact, joined, rules.Options, rules.Lifetimes, time.GetUtcNow()));
        return true;
    }

    public async Task<bool> FailAsync(WorkLease lease, RenderFailure failure)
    {
        // A renderer that reports a failure twice finds the job elsewhere, or ended by the first report.
        if (!State.Holds(lease) || State.State is not (JobState.Validating or JobState.Rendering or JobState.Uploading))
        {
            if (!State.IsNewest(lease) || (State.IsSettled && !JobRendering.EndedBy(State, failure))) return false;
            if (MustEnqueue) await EnqueueAsync();
            return true;
        }

        await charges.BookAsync(State, lease, JobRendering.AttemptOf(State), failure.RenderSeconds);
        var isUsed = State.Request!.Prompt is not null && await charges.IsRenderTimeUsedAsync(State);
        await MoveAsync(job => JobRepairs.AfterRender(job, failure, rules.Terms(isUsed)));
        // Another version of the code waits for a renderer under a new lease.
        if (State.Wants() == lease.Kind) await TryAsync(() => queue.ReleaseAsync(lease));
        if (State is { Review: null } && State.Repairs.LastOrDefault() is { } round && State.Wants() == WorkKind.Write)
        {
            LogRepair(JobId, round.Round, round.Cause, round.Message);
        }

        return true;
    }

    public Task DropAsync(WorkLease lease, double renderSeconds) =>
        State.State is JobState.Cancelled or JobState.Failed && State.IsNewest(lease) && renderSeconds > 0
            ? charges.BookAsync(State, lease, "dropped", renderSeconds)
            : Task.CompletedTask;

    public Task GaveWayAsync(WorkLease lease, double renderSeconds) =>
        State.IsNewest(lease) ? charges.BookAsync(State, lease, "gave-way", renderSeconds) : Task.CompletedTask;

    public Task BookFormulasAsync(WorkLease lease, double renderSeconds) =>
        State.Exists ? charges.BookAsync(State, lease, "formulas", renderSeconds) : Task.CompletedTask;

    public async Task<bool> ReportScenesAsync(SceneReport report)
    {
        if (!State.Exists || State.IsSettled) return false;
        _scenesRemaining = report.RemainingSeconds;
        await MoveAsync(job => JobScenes.Reported(job, report, time.GetUtcNow()));
        if (State.WaitsForScenes()) await ShowAsync(JobScenes.PercentOf(report));
        return !State.IsSettled;
    }

    /// <summary>
    /// Whether the lease gives no right to work. If so, the job is put where it belongs: out of the queue, or in the queue of
    /// the workers it needs.
    /// </summary>
    private async Task<bool> RefusesAsync(WorkLease lease)
    {
        if (!State.Exists || State.IsSettled) await queue.RemoveAsync(JobId);
        else if (State.WaitsForScenes()) await StartScenesAsync();
        else if (State.IsNew(lease) && State.Wants() != lease.Kind) await EnqueueAsync();
        else if (State.IsNew(lease) || State.Holds(lease)) return false;
        else if (MustEnqueue) await EnqueueAsync();
        return true;
    }

    /// <summary>
    /// Whether the job ends before this lease starts: it has used all its attempts, or its owner has no render time left.
    /// </summary>
    /// <param name="left">The owner's render seconds for today; null if the lease draws nothing.</param>
    private async Task<bool> EndsBeforeAsync(WorkLease lease, double? left)
    {
        if (State.IsGivenUp(lease)) await SettleAsync(job => job.GivenUp(time.GetUtcNow()));
        else if (left <= 0) await SettleAsync(job => job.OutOfRenderTime(rules.Options, time.GetUtcNow()));

        return State.IsSettled;
    }

    private async Task BeginAsync(JobRecord begun)
    {
        await _wake.ScheduleAsync(begun.NextDue(rules.Lifetimes)!.Value);
        await StoreAsync(begun);
    }

    /// <summary>
    /// Stores what a writer's answer makes of the job. An answer that comes too late changes nothing; a repeated one only makes
    /// sure that the follow-up is done.
    /// </summary>
    /// <returns>Whether the writer continues under its lease.</returns>
    private async Task<bool> AfterStepAsync(WorkLease lease, string step, Func<JobRecord, RepairTerms, JobRecord> change)
    {
        if (JobWriting.IsAt(State, lease, step))
        {
            var isUsed = (State.Repairs.Length > 0 || State.Review is not null) && await charges.IsRenderTimeUsedAsync(State);
            await MoveAsync(job => change(job, rules.Terms(isUsed)));
        }

        if (!State.IsNewest(lease)) return false;
        await GoOnAsync();
        return State.Holds(lease);
    }

    /// <summary>Stores the change. If the job then waits for workers, it is in their queue when this returns.</summary>
    private async Task MoveAsync(Func<JobRecord, JobRecord> change)
    {
        var next = change(State);
        if (next.IsSettled)
        {
            await SettleAsync(change);
            return;
        }

        if (next.NextDue(rules.Lifetimes) is { } due && due < State.NextDue(rules.Lifetimes))
        {
            await _wake.ScheduleAsync(due);
            next = change(State);
        }

        if (next.Handovers > State.Handovers) next = _progress.Keep(State, next);
        if (!ReferenceEquals(next, State)) await StoreAsync(next);
        if (MustEnqueue) await EnqueueAsync();
    }

    /// <summary>Stores the end of the work and takes the job out of the queue.</summary>
    private async Task SettleAsync(Func<JobRecord, JobRecord> end)
    {
        if (end(State).NextDue(rules.Lifetimes) is { } due) await _wake.ScheduleAsync(due);
        await AnnounceAsync(State.Request!);
        var settled = end(State);
        await StoreAsync(settled with { Percent = Math.Max(settled.Percent, _progress.Of(State)) });
        LogSettled(JobId, State.State, State.Fault);
        // If these fail, the next lease takes the job out, and the storyboard asks for itself.
        await TryAsync(() => queue.RemoveAsync(JobId));
        if (!State.Parts.IsEmpty) await TryAsync(() => Storyboard.EndAsync(isJoined: State.State == JobState.Ready));
    }

    /// <summary>Wakes whoever tells of the end, before it is stored, so that no crash loses it. It waits for the end.</summary>
    private Task AnnounceAsync(JobRequest request) => request.Callback is null ? Task.CompletedTask
        : GrainFactory.WakeAsync(GrainKeys.Callback(JobId), time.GetUtcNow(), expiry.Value);

    private async Task EndLifetimeAsync()
    {
        if (!State.IsSettled) await SettleAsync(job => job.TimedOut(time.GetUtcNow()));
        else if (State.State is JobState.Ready or JobState.Delivered && State.VideoKey is not null)
        {
            // If the store does not answer, the expiry bucket wakes the job again.
            await files.DeleteAsync(JobId, State);
            await StoreAsync(State.WithoutVideo());
        }
        else await ClearAsync();
    }

    /// <summary>Does what the state calls for, unless an earlier call has done it.</summary>
    private Task GoOnAsync() => State.WaitsForScenes() ? StartScenesAsync() : MustEnqueue ? EnqueueAsync() : Task.CompletedTask;

    /// <summary>Puts the job into the queue of the workers it needs.</summary>
    /// <param name="mayWait">Whether the next wake-up does it if the queue does not answer.</param>
    private async Task EnqueueAsync(bool mayWait = false)
    {
        if (State.Wants() is not { } kind) return;
        try
        {
            await queue.EnqueueAsync(JobId, State, kind);
            _enqueued = State.Handovers;
        }
        catch (WorkQueueFullException exception) when (State.Epoch == 0)
        {
            // Work that is already paid for waits until there is room.
            await SettleAsync(job =>
                job.Settle(JobState.Failed, time.GetUtcNow(), exception.Message, JobFault.Internal, JobCause.QueueFull));
        }
        catch (Exception exception) when (mayWait)
        {
            LogLater(exception, JobId);
        }
    }

    /// <summary>Hands the work to the storyboard. The job's plan starts it until it has reported back.</summary>
    private async Task StartScenesAsync()
    {
        await StartStoryboardAsync();
        // Not the join, for which a later activation may have enqueued it already.
        await queue.RemoveAsync(JobId, WorkKind.Write);
    }

    private Task StartStoryboardAsync() => State.PartPrompts.IsEmpty ? Task.CompletedTask
        : Storyboard.StartAsync(
            new StoryboardPlan(State.SessionId!, State.Request!, State.Parts, State.PartPrompts, JobWriting.Share(State, rules.Options)));

    private async Task ShowAsync(int percent)
    {
        var next = _progress.Show(State, percent);
        if (!ReferenceEquals(next, State)) await CommitAsync(next);
        Tell(isProgress: true);
    }

    private async Task StoreAsync(JobRecord next)
    {
        await CommitAsync(next);
        Tell(isProgress: false);
    }

    private void Tell(bool isProgress)
    {
        if (Snapshot() is { } job) _news.Publish(job, State.Request!.ParentId, isProgress);
    }

    private async Task TryAsync(Func<Task> followUp)
    {
        try
        {
            await followUp();
        }
        catch (Exception exception)
        {
            LogLater(exception, JobId);
        }
    }

    private JobSnapshot? Snapshot() => JobSnapshots.Of(
        State, JobId, _progress.Of(State), State.WaitsForScenes() ? _scenesRemaining : _pace.Remaining(time.GetUtcNow()));

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is {State} ({Fault})")]
    private partial void LogSettled(string jobId, JobState state, JobFault fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "Repairing job {JobId}, round {Round}, {Cause}: {Reason}")]
    private partial void LogRepair(string jobId, int round, string cause, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: the action its state calls for failed; it will be retried")]
    private partial void LogLater(Exception exception, string jobId);
}
