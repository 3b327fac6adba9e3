using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Storyboards;
using Orleans.Concurrency;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace ObsidianVault.Grains.Storyboards;

/// <summary>
/// The scenes of one longer video. A step submits the scenes, collects their states and reports to their job. News of the
/// scenes, and a wake-up every few seconds until the job is over, trigger the next step. Reentrant: the job may query and
/// end it while a step calls the job.
/// </summary>
[GrainType("storyboard"), Reentrant, ImplicitStreamSubscription(NewsStreams.SceneJobs)]
internal sealed partial class StoryboardGrain(
    [PersistentState("video-storyboard")] IPersistentState<StoryboardRecord> storage,
    IObjectStore objects,
    IOptions<ExpiryOptions> expiry,
    TimeProvider time,
    ILogger<StoryboardGrain> logger)
    : DurableGrain<StoryboardRecord>(storage), IStoryboardGrain, IAsyncObserver<JobNews>, IStreamSubscriptionObserver
{
    /// <summary>How long a turn waits for the object store; whatever did not finish is done later.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_progressEvery = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, JobSnapshot> _jobs = [];
    private IGrainTimer? _timer;
    private bool _isStepping;
    private bool _isClearing;
    private bool _areSent;
    private DateTimeOffset _told;

    private string JobId => this.GetPrimaryKeyString()[GrainKeys.StoryboardPrefix.Length..];

    private IJobGrain Job => GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(JobId));

    public async Task StartAsync(StoryboardPlan plan)
    {
        if (State.Plan is not null)
        {
            await StoredAsync();
            return;
        }

        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), time.GetUtcNow() + expiry.Value.UnfinishedWork, expiry.Value);
        if (State.Plan is null) await CommitAsync(new StoryboardRecord { Plan = plan, Scenes = plan.Scenes });
        else await StoredAsync();
        Arm(TimeSpan.Zero);
    }

    public Task<JoinPlan?> GetJoinAsync() =>
        Task.FromResult(State.Plan is null || !State.IsOver() ? null : StoryboardScenes.Join(State.Scenes));

    public async Task<JoinedScenes> StoreJoinAsync()
    {
        var jobs = await Task.WhenAll(State.Scenes.Where(scene => scene.IsMade).Select(scene => SceneJob(scene).GetAsync()));
        var joined = StoryboardScenes.Joined(State.Scenes, jobs, $"videos/{JobId}.py");
        using var deadline = new CancellationTokenSource(s_patience, time);
        var code = new MemoryStream(Encoding.UTF8.GetBytes(joined.Code));
        await objects.PutAsync(joined.CodeKey, code, "text/x-python; charset=utf-8", deadline.Token);
        if (joined.Subtitles is { } text)
        {
            var subtitles = new MemoryStream(Encoding.UTF8.GetBytes(text));
            await objects.PutAsync($"videos/{JobId}.srt", subtitles, "application/x-subrip", deadline.Token);
        }

        return joined;
    }

    public async Task EndAsync(bool isJoined)
    {
        if (State.Plan is null) return;
        if (State.End == StoryboardEnd.None)
            await CommitAsync(State with { End = isJoined ? StoryboardEnd.Joined : StoryboardEnd.Dropped });
        await CleanUpAsync();
    }

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (State.Plan is null) return null;
        if (State.End == StoryboardEnd.None) await ReadJobsAsync();
        await StepAsync();
        return State.Plan is null ? null : time.GetUtcNow() + expiry.Value.UnfinishedWork;
    }

    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<JobNews>().ResumeAsync(this);

    /// <summary>
    /// Takes news of a scene. When a scene was taken or is over, a step follows at once; progress causes at most one a second.
    /// </summary>
    public Task OnNextAsync(JobNews item, StreamSequenceToken? token = null)
    {
        if (State.Plan is null)
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }

        var known = _jobs.GetValueOrDefault(item.Job.JobId);
        if (known?.Sequence >= item.Job.Sequence) return Task.CompletedTask;
        _jobs[item.Job.JobId] = item.Job;
        var isTurn = item.Job.IsSettled || (StoryboardScenes.IsBegun(item.Job) && (known is null || !StoryboardScenes.IsBegun(known)));
        if (isTurn || time.GetUtcNow() >= _told + s_progressEvery) Arm(TimeSpan.Zero);
        return Task.CompletedTask;
    }

    /// <summary>The stream broke: the next wake-up reads the jobs.</summary>
    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;

    /// <summary>Runs one step at a time. If one is under way, another follows for what it did not see.</summary>
    private async Task StepAsync()
    {
        if (_isStepping)
        {
            Arm(s_progressEvery);
            return;
        }

        _isStepping = true;
        try
        {
            if (State.End == StoryboardEnd.None && State.Plan is { } plan) await AdvanceAsync(plan);
        }
        finally
        {
            _isStepping = false;
        }

        // If it was ended meanwhile, the scene being submitted was not known yet.
        if (State.End != StoryboardEnd.None) await CleanUpAsync();
    }

    private async Task AdvanceAsync(StoryboardPlan plan)
    {
        for (var i = 0; i < State.Scenes.Length && !_areSent; i++)
        {
            if (State.Scenes[i].IsSettled)
            {
                // Only for what it says: a job that failed says why.
                if (!_jobs.ContainsKey(State.Scenes[i].JobId) && await SceneJob(State.Scenes[i]).GetAsync() is { } settled) Take(settled);
                continue;
            }

            var submitted = await SceneJob(State.Scenes[i]).SubmitAsync(plan.SessionId, StoryboardScenes.RequestOf(plan, JobId, i));
            if (State.End != StoryboardEnd.None) return;
            Take(submitted.Job);
        }

        _areSent = true;
        var seen = StoryboardScenes.Seen(State.Scenes, _jobs);
        if (seen.Count(scene => scene.IsSettled) > State.Scenes.Count(scene => scene.IsSettled))
            await CommitAsync(State with { Scenes = seen });
        _told = time.GetUtcNow();
        if (State.End != StoryboardEnd.None) return;
        if (!await Job.ReportScenesAsync(StoryboardScenes.Report(seen, _jobs)) && State.End == StoryboardEnd.None)
        {
            var job = await Job.GetAsync();
            var isJoined = job is { State: JobState.Ready or JobState.Delivered };
            await CommitAsync(State with { End = isJoined ? StoryboardEnd.Joined : StoryboardEnd.Dropped });
        }
    }

    /// <summary>Reads the states of the scenes: news of them may be lost.</summary>
    private async Task ReadJobsAsync()
    {
        if (!_areSent) return;
        foreach (var scene in State.Scenes.Where(scene => !scene.IsSettled))
        {
            if (await SceneJob(scene).GetAsync() is { } job)
                Take(job);
            else if (State.End == StoryboardEnd.None)
                await CommitAsync(State with { Scenes = State.Scenes.Replace(scene, StoryboardScenes.Lost(scene)) });
        }
    }

    private void Take(JobSnapshot job)
    {
        if (!_jobs.TryGetValue(job.JobId, out var known) || known.Sequence < job.Sequence) _jobs[job.JobId] = job;
    }

    /// <summary>Does what the end of the job calls for, and deletes the storyboard when that is done.</summary>
    private async Task CleanUpAsync()
    {
        if (State.End == StoryboardEnd.Joined)
        {
            using var deadline = new CancellationTokenSource(s_patience, time);
            foreach (var scene in State.Scenes.Where(scene => scene.IsMade)) await objects.DeleteAsync(scene.VideoKey!, deadline.Token);
        }
        else
        {
            foreach (var scene in State.Scenes.Where(scene => !scene.IsSettled)) await SceneJob(scene).CancelAsync();
        }

        // The step that is under way ends it.
        if (_isStepping || _isClearing || State.Plan is null) return;
        _isClearing = true;
        try
        {
            await ClearAsync();
        }
        finally
        {
            _isClearing = false;
        }
    }

    private IJobGrain SceneJob(JobPart scene) => GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(scene.JobId));

    private void Arm(TimeSpan wait)
    {
        _timer ??= this.RegisterGrainTimer(
            static (grain, _) => grain.StepSafelyAsync(),
            this,
            new GrainTimerCreationOptions { DueTime = wait, Period = Timeout.InfiniteTimeSpan, Interleave = true });
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private async Task StepSafelyAsync()
    {
        try
        {
            await StepAsync();
        }
        catch (Exception exception)
        {
            // The next wake-up repeats the step.
            LogLater(exception, JobId);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Storyboard of job {JobId}: a step failed; it will be retried")]
    private partial void LogLater(Exception exception, string jobId);
}
