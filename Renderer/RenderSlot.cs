using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Renderer.Storage;
using ObsidianVault.Renderer.Joining;
using ObsidianVault.Renderer.Leases;
using ObsidianVault.Renderer.Maths;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Turns;
using ObsidianVault.Renderer.Validation;

namespace ObsidianVault.Renderer;

/// <summary>Takes one leased job from its code to its video in the object store, and reports each step to the job grain.</summary>
internal sealed partial class RenderSlot(
    IWorkQueue queue,
    IGrainFactory grains,
    ManimSandbox sandbox,
    CodeChecker checker,
    MathsEngine maths,
    RenderCache cache,
    VideoDelivery delivery,
    StorePatience patience,
    VideoJoiner joiner,
    RenderTurns turns,
    RenderTelemetry telemetry,
    TimeProvider time,
    ILogger<RenderSlot> logger)
{
    private const int RenderingFrom = 35;
    private const int RenderingTo = 90;
    // Where the scenes of a storyboard have brought it: see JobScenes.
    private const int JoiningFrom = 80;
    private const int UploadingAt = 92;
    private const int MostAdvice = 10;
    private static readonly TimeSpan s_sheet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_afterGivingWay = TimeSpan.FromSeconds(10);
    private const double LookFromPixels = 10d * 30 * 1280 * 720;

    /// <summary>
    /// Leases a job and works on it until it is done. False if none waits, or if the store for its video does not answer.
    /// </summary>
    public async Task<bool> RunOnceAsync(RenderTurn turn, CancellationToken stopping)
    {
        if (!await patience.AnswersAsync(stopping)) return false;
        // Throws if no known silo hosts jobs, before one is leased in vain.
        _ = grains.GetGrain<IJobGrain>(GrainKeys.Job("none"));
        if (await queue.LeaseAsync(WorkKind.Render, $"{Environment.MachineName}/{turn.Place}", stopping) is not { } lease) return false;

        await using var held = new HeldLease(queue, lease, time, logger, stopping);
        var job = grains.GetGrain<IJobGrain>(GrainKeys.Job(lease.JobId));
        var work = new Work(turn, held, new LeasedJob(job, held), new ProgressRelay(job, held, time, logger));
        try
        {
            await WorkAsync(work);
            await DropAsync(work);
            // A finished job has left the queue; one that continues need not wait for this lease to expire.
            await held.ReleaseAsync(isFault: false);
        }
        catch (Exception) when (held.Token.IsCancellationRequested)
        {
            LogDropped(logger, lease.JobId, lease.Epoch);
            if (stopping.IsCancellationRequested) await held.ReleaseAsync(isFault: true);
            else if (turn.GaveWay) await GiveWayAsync(work);
            else await DropAsync(work);
        }
        catch (Exception exception)
        {
            LogBroken(logger, exception, lease.JobId);
            await held.ReleaseAsync(isFault: true);
            throw;
        }
        finally
        {
            _ = BookFormulasAsync(work, stopping);
        }

        return true;
    }

    /// <summary>Books the time that the job's formulas took, once the last of them is typeset or dropped; maybe after the job.</summary>
    private async Task BookFormulasAsync(Work work, CancellationToken stopping)
    {
        if (work.Formulas is not { } tab) return;
        var seconds = 0d;
        try
        {
            seconds = await tab.CloseAsync().WaitAsync(stopping);
            if (seconds > 0) await work.Job.Grain.BookFormulasAsync(work.Lease, seconds);
        }
        catch (Exception exception)
        {
            LogNotBooked(logger, exception, work.Lease.JobId, seconds);
        }
    }

    private async Task WorkAsync(Work work)
    {
        var job = work.Job;
        var order = await job.BeginAsync();
        turns.Start(work.Turn, work.Held, order.Owner);
        work.Formulas = new FormulaTab(order.Owner, order.MostSeconds is { } most ? TimeSpan.FromSeconds(most) : null);
        if (order.Kind is WorkOrderKind.Join) await JoinAsync(work, order);
        // On Stop the job takes itself out of the queue, or another renderer holds it. A reported failure ends the lease.
        else if (order is { Kind: WorkOrderKind.Render, Code: { } code }) await AttemptAsync(work, code, order);
    }

    private async Task AttemptAsync(Work work, string code, WorkOrder order)
    {
        var (lease, job) = (work.Lease, work.Job);
        if (!await job.ReportAsync(JobState.Validating, RenderingFrom - 1)) return;

        using var checking = telemetry.Start("validate", lease);
        var check = await checker.CheckAsync(code, work.Token);
        checking.Dispose();
        if (check.Errors.FirstOrDefault() is { } finding)
        {
            var refused = new RenderFailure(JobFault.Code, finding.Said, 0);
            await FailAsync(work, refused with { Cause = finding.Cause, Code = check.Code });
            return;
        }

        code = check.Code;
        if (order.Scene is { } named && !check.Scenes.Contains(named) && !check.Scenes.IsEmpty)
        {
            var message = $"The code has no scene named {named}; it has {string.Join(", ", check.Scenes)}.";
            await FailAsync(work, new RenderFailure(JobFault.Code, message, 0) { Code = code });
            return;
        }

        var mathematics = await maths.CheckAsync(code, work.Token);
        if (order.MayBeMended && mathematics is { False: [_, ..] claims })
        {
            var message = $"{string.Join(". ", claims.Select(claim => claim + " is false"))}. Correct what the scene claims.";
            await FailAsync(work, new RenderFailure(JobFault.Code, message, 0) { Cause = JobCause.Mathematics, Code = code });
            return;
        }

        if (!await job.ReportAsync(JobState.Rendering, RenderingFrom)) return;
        var request = new RenderRequest(code, order.Quality, Format: order.Format, Scene: order.Scene, MaxBytes: order.MaxBytes)
        {
            MostSeconds = order.MostSeconds,
            Formulas = work.Formulas,
            Sheet = order.Review,
        };
        // The preview measures the length; without it, it is estimated from the text of the code, for all scenes together.
        if (order.Scene is null || check.Scenes.Length == 1) request = request with { ExpectedSeconds = check.Seconds };
        var cached = await cache.FindAsync(request, work.Token);
        if (cached is null && LooksFirst(order, check))
        {
            using var looking = telemetry.Start("look", lease);
            var gate = request with { Mode = RenderMode.Gate };
            await using var look = await RenderAsync(work, gate, new StepProgress(RenderingFrom, RenderingFrom));
            work.Token.ThrowIfCancellationRequested();
            if (FailureOf(look, order) is { } early)
            {
                await FailAsync(work, early with { Code = code });
                return;
            }

            request = request with { ExpectedSeconds = look.Scenes.Sum(scene => scene.Seconds) };
        }

        using var rendering = telemetry.Start("render", lease);
        await using var outcome = cached ?? await RenderAsync(work, request, new StepProgress(RenderingFrom, RenderingTo));
        work.Token.ThrowIfCancellationRequested();
        rendering.Dispose();
        if (FailureOf(outcome, order) is { } failure)
        {
            await cache.KeepAsync(request, outcome, work.Held.Stopping);
            await FailAsync(work, failure with { Code = code });
            return;
        }

        if (order.Review && await ReviewAsync(work, request, outcome)) return;
        if (await StoreAsync(work, token => delivery.StoreAsync(lease.JobId, request, outcome, token)) is not { } artefact) return;
        artefact = artefact with
        {
            Code = code,
            Advice = [.. check.Advice.Concat(artefact.Advice).Take(MostAdvice)],
            Repairs = [.. check.Repairs.Take(MostAdvice)],
            Mathematics = mathematics,
        };
        await CompleteAsync(work, artefact, outcome);
        // The job and its lease are over. The heartbeat notices that now, but it must not abort caching for later requests.
        await cache.KeepAsync(request, outcome, work.Held.Stopping);
    }

    /// <summary>
    /// Puts the video into the render cache and its frames where a model can see them. False if that cannot be done: the video is then
    /// delivered as it is.
    /// </summary>
    private async Task<bool> ReviewAsync(Work work, RenderRequest request, RenderOutcome outcome)
    {
        if (outcome is not { Sheet: { } sheet, Cached: false } || !await cache.KeepAsync(request, outcome, work.Token)) return false;
        string key;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(work.Token);
            limit.CancelAfter(s_sheet);
            key = await delivery.StoreSheetAsync(work.Lease.JobId, sheet, limit.Token);
        }
        catch (Exception exception) when (!work.Token.IsCancellationRequested)
        {
            LogNotReviewed(logger, exception, work.Lease.JobId);
            return false;
        }

        var geometry = string.Join(' ', outcome.Layout.Select(flaw => flaw.Message));
        await FailAsync(work, new RenderFailure(JobFault.None, geometry, 0)
        {
            Cause = JobCause.Review,
            Code = request.Code,
            Flaws = outcome.Layout.Length,
            SheetKey = key,
        });
        return true;
    }

    /// <summary>
    /// Whether the last frame is drawn before the rest: only if the AI may repair what is found there, and the video has so many
    /// pixels that a failed round costs more than the preview. See docs/adr/0022.
    /// </summary>
    private static bool LooksFirst(WorkOrder order, CodeCheck check)
    {
        var size = VideoSize.Of(order.Quality);
        return order.MostFlaws is not null && order.Format is not VideoFormat.Png
            && check.Seconds * size.FramesPerSecond * size.Width * size.Height >= LookFromPixels;
    }

    /// <summary>Why this is not an acceptable video: it failed, or its layout has too many flaws.</summary>
    private static RenderFailure? FailureOf(RenderOutcome outcome, WorkOrder order) =>
        outcome.Failure ?? (outcome.Layout.Length <= (order.MostFlaws ?? int.MaxValue) ? null
            : new RenderFailure(JobFault.Scene, string.Join(' ', outcome.Layout.Select(flaw => flaw.Message)), outcome.RenderSeconds)
            {
                Cause = JobCause.Layout,
                Flaws = outcome.Layout.Length,
            });

    private async Task FailAsync(Work work, RenderFailure failure)
    {
        if (failure.Cause == JobCause.Review) LogReview(logger, work.Lease.JobId);
        else LogFailed(logger, work.Lease.JobId, failure.Fault, failure.Message);
        if (await work.Job.FailAsync(failure with { RenderSeconds = work.Unbooked })) work.Unbooked = 0;
    }

    private async Task CompleteAsync(Work work, RenderArtefact artefact, RenderOutcome outcome)
    {
        var taken = await work.Job.CompleteAsync(artefact with { RenderSeconds = work.Unbooked });
        LogCompleted(logger, work.Lease.JobId, work.Unbooked, outcome.ProcessorSeconds, outcome.LatexStarts, taken);
        if (taken) work.Unbooked = 0;
    }

    /// <summary>Gives the job back. Its owner has used the time, so that a scene that hangs is not free of charge.</summary>
    private async Task GiveWayAsync(Work work)
    {
        try
        {
            if (work.Unbooked > 0) await work.Job.Grain.GaveWayAsync(work.Lease, work.Unbooked);
        }
        catch (Exception exception)
        {
            LogNotBooked(logger, exception, work.Lease.JobId, work.Unbooked);
        }

        await work.Held.ReleaseAsync(isFault: true, s_afterGivingWay);
    }

    /// <summary>Reports the time used in vain: the job knows whether its owner ended it.</summary>
    private async Task DropAsync(Work work)
    {
        if (work.Unbooked <= 0) return;
        try
        {
            await work.Job.Grain.DropAsync(work.Lease, work.Unbooked);
        }
        catch (Exception exception)
        {
            LogNotBooked(logger, exception, work.Lease.JobId, work.Unbooked);
        }
    }

    /// <summary>Joins the scenes of a storyboard.</summary>
    private async Task JoinAsync(Work work, WorkOrder order)
    {
        var (lease, job) = (work.Lease, work.Job);
        using var joining = telemetry.Start("join", lease);
        var progress = new StepProgress(JoiningFrom, RenderingTo);
        await using var outcome = await MeteredAsync(work, progress, () => joiner.JoinAsync(order, work.Turn.Place, progress, work.Token));
        joining.Dispose();
        work.Token.ThrowIfCancellationRequested();
        if (outcome.Failure is { } failure)
        {
            await FailAsync(work, failure);
            return;
        }

        if (await StoreAsync(work, token => joiner.StoreAsync(lease.JobId, outcome, token)) is not { } artefact) return;
        await CompleteAsync(work, artefact, outcome);
    }

    /// <summary>Stores the result, however long the store is unreachable. Null if nobody wants it any more.</summary>
    private async Task<RenderArtefact?> StoreAsync(Work work, Func<CancellationToken, Task<RenderArtefact>> store)
    {
        using var storing = telemetry.Start("store", work.Lease);
        if (!await work.Job.ReportAsync(JobState.Uploading, UploadingAt)) return null;
        return await work.Relay.RunAsync(
            JobState.Uploading, new StepProgress(UploadingAt, UploadingAt), () => patience.RetryAsync(store, work.Token));
    }

    private Task<RenderOutcome> RenderAsync(Work work, RenderRequest request, StepProgress progress) =>
        MeteredAsync(work, progress, () => sandbox.RunAsync(request, work.Turn.Place, progress, work.Token));

    /// <summary>Renders, and adds up the time used, even if it was cancelled.</summary>
    private static async Task<RenderOutcome> MeteredAsync(Work work, StepProgress progress, Func<Task<RenderOutcome>> render)
    {
        try
        {
            var outcome = await work.Relay.RunAsync(JobState.Rendering, progress, render);
            work.Unbooked += outcome.RenderSeconds;
            return outcome;
        }
        catch (RenderCancelledException cancelled)
        {
            work.Unbooked += cancelled.RenderSeconds;
            throw;
        }
    }

    /// <summary>The work of a slot under one lease.</summary>
    private sealed record Work(RenderTurn Turn, HeldLease Held, LeasedJob Job, ProgressRelay Relay)
    {
        public WorkLease Lease => Held.Lease;

        public CancellationToken Token => Held.Token;

        /// <summary>What the job spends on its formulas for later jobs; null before its order is known.</summary>
        public FormulaTab? Formulas { get; set; }

        /// <summary>Seconds in the sandbox that the job has not booked yet.</summary>
        public double Unbooked { get; set; }
    }

    [LoggerMessage(
        LogLevel.Information,
        "Job {JobId} rendered in {Seconds:0.0} s with {Processor:0.0} s of CPU time; LaTeX started {Latex} times; accepted: {Accepted}")]
    private static partial void LogCompleted(ILogger logger, string jobId, double seconds, double processor, int latex, bool accepted);

    [LoggerMessage(LogLevel.Information, "Job {JobId} failed, {Fault}: {Reason}")]
    private static partial void LogFailed(ILogger logger, string jobId, JobFault fault, string reason);

    [LoggerMessage(LogLevel.Information, "Job {JobId} waits for a look at its frames")]
    private static partial void LogReview(ILogger logger, string jobId);

    [LoggerMessage(LogLevel.Warning, "The frames of job {JobId} could not be stored; nobody looks at them")]
    private static partial void LogNotReviewed(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(LogLevel.Information, "Job {JobId} dropped, epoch {Epoch}: cancelled, stopping, or the lease was lost")]
    private static partial void LogDropped(ILogger logger, string jobId, long epoch);

    [LoggerMessage(LogLevel.Error, "Job {JobId} given back to the queue after a failure of the renderer")]
    private static partial void LogBroken(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(LogLevel.Error, "Not booked for job {JobId}: {Seconds:0.0} s of rendering")]
    private static partial void LogNotBooked(ILogger logger, Exception exception, string jobId, double seconds);
}
