using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Storyboards;

namespace ObsidianVault.Grains.Jobs;

/// <summary>
/// A longer video: a storyboard of scenes, each a job of its own that is leased, mended and retried by itself. This job
/// waits outside of the queue until all are over, and comes back to have those that were made joined.
/// </summary>
public sealed partial class JobGrain
{
    private static readonly TimeSpan PartsPeriod = TimeSpan.FromSeconds(1);
    private IGrainTimer? _parts;
    private double? _partsRemaining;

    private bool WaitsForParts => State.Parts.Length > 0 && !State.IsSettled && !State.Parts.All(p => p.IsSettled);

    private bool WantsStoryboard => State.Request is { ParentId: null, Format: VideoFormat.Mp4, Prompt: { } prompt } && State.Parts.IsEmpty && !State.PlanFailed
        && codeWriter.CanMend && StoryboardRule.Wants(prompt, jobs.Value.StoryboardFrom);

    /// <summary>Plans the scenes and sends them off; false where the request becomes one scene after all.</summary>
    private async Task<bool> PlanAsync(CancellationToken cancellationToken)
    {
        PlannedVideo plan;
        try
        {
            plan = await codeWriter.PlanAsync(State.Request!.Prompt!, await PayerAsync("plan"), cancellationToken);
        }
        catch (AiException exception) when (exception.Cause is AiCause.PolicyBudgetExceeded or AiCause.ProviderAnswerEmpty or AiCause.ProviderAnswerTruncated
            or AiCause.ProviderAnswerRefused or AiCause.ProviderAnswerRepeated or AiCause.ProviderAnswerInvalid)
        {
            // One scene may be had for less, and needs no plan.
            plan = new PlannedVideo(null, "", exception.Cost);
        }

        if (State.State != JobState.Generating) return true;
        if (plan.Storyboard is not { } board)
        {
            await StoreAsync(State with { PlanFailed = true, WrittenCost = State.WrittenCost + plan.Cost });
            return false;
        }

        var parts = board.Scenes.Select((scene, i) => new JobPart
        {
            JobId = string.Create(CultureInfo.InvariantCulture, $"{JobId}-{i + 1}"),
            Title = scene.Title,
            Narration = scene.Narration,
        }).ToImmutableArray();
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), time.GetUtcNow() + expiry.Value.UnfinishedWork, expiry.Value);
        await StoreAsync(State.To(JobState.Validating, 15, "Planning the scenes.").To(JobState.Rendering, 15, $"Making {parts.Length} scenes.") with
        {
            // Its scenes may wait for a renderer as long as any job.
            WorkStartedAt = null,
            Parts = parts,
            PartPrompts = [.. board.Scenes.Select(s => Brief(board, s))],
            Title = board.Title.Length > 0 ? board.Title : State.Title,
            Provider = plan.Model,
            WrittenCost = State.WrittenCost + plan.Cost,
        });
        await SubmitPartsAsync();
        return true;
    }

    private static string Brief(Storyboard board, StoryScene scene) =>
        $"One scene of the video \"{board.Title}\": {scene.Title}.\n{scene.Shows}" + (scene.Narration.Length == 0 ? "" : $"\nMeanwhile is said: {scene.Narration}");

    /// <summary>Submits every scene's job, as often as it takes: a job that is there is not made again.</summary>
    private async Task SubmitPartsAsync()
    {
        var share = Math.Max(0, jobs.Value.Budget - State.WrittenCost) / State.Parts.Length;
        for (var i = 0; i < State.Parts.Length && !State.IsSettled; i++)
        {
            var request = new JobRequest
            {
                Prompt = State.PartPrompts[i], Quality = State.Request!.Quality, Priority = State.Request.Priority, ParentId = JobId, Channel = State.Request.Channel, Budget = share,
            };
            await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(State.Parts[i].JobId)).SubmitAsync(State.SessionId!, request);
        }

        // Who cancels meanwhile does not know of the scene that is under way.
        if (State.IsSettled)
        {
            await CancelPartsAsync();
            return;
        }

        await Queue.RemoveAsync(JobId);
        WatchParts();
    }

    private void WatchParts() => _parts ??= this.RegisterGrainTimer(
        static (grain, _) => grain.LookAtPartsAsync(),
        this,
        new GrainTimerCreationOptions { DueTime = PartsPeriod, Period = PartsPeriod, Interleave = true, KeepAlive = true });

    private async Task LookAtPartsAsync()
    {
        if (!WaitsForParts)
        {
            _parts?.Dispose();
            _parts = null;
            return;
        }

        var seen = await Task.WhenAll(State.Parts.Select(p => GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(p.JobId)).GetAsync()));
        if (!WaitsForParts) return;
        if (State.WorkStartedAt is null && seen.Any(job => job is { State: not JobState.Queued }))
        {
            var now = time.GetUtcNow();
            await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), now + lifetimes.Value.Processing, expiry.Value);
            await StoreAsync(State with { WorkStartedAt = now });
            if (!WaitsForParts) return;
        }

        _partsRemaining = RemainingOf(seen.OfType<JobSnapshot>());
        var parts = State.Parts.Select((p, i) => seen[i] is { } job
            ? p with { State = job.State, Seconds = job.DurationSeconds, VideoKey = job.VideoKey, Cause = job.Cause }
            : p with { State = JobState.Failed, Cause = JobCause.Internal }).ToImmutableArray();
        var percent = 15 + (int)(0.65 * seen.Average(job => job is null or { IsSettled: true } ? 100 : job.Percent));
        if (parts.Count(p => p.IsSettled) > State.Parts.Count(p => p.IsSettled))
        {
            var next = State with { Parts = parts, Percent = Math.Max(State.Percent, percent), Revision = State.Revision + 1 };
            var over = parts.All(p => p.IsSettled);
            // The attempts at planning are none at joining.
            await StoreAsync(next with { Message = $"{parts.Count(p => p.IsMade)} of {parts.Length} scenes are made.", Attempt = over ? 0 : State.Attempt });
            if (over) await EndOfPartsAsync(seen.OfType<JobSnapshot>().FirstOrDefault(job => job.VideoKey is null));
        }
        else await ShowAsync(percent);
    }

    /// <summary>Scenes are made side by side: the slowest says, once each knows.</summary>
    private static double? RemainingOf(IEnumerable<JobSnapshot> scenes)
    {
        var left = scenes.Where(scene => !scene.IsSettled).Select(scene => scene.RemainingSeconds).ToList();
        return left.TrueForAll(seconds => seconds is not null) ? left.Max() : null;
    }

    private async Task EndOfPartsAsync(JobSnapshot? failed)
    {
        if (State.Parts.Any(p => p.IsMade)) await EnqueueAsync();
        else
            await SettleAsync(State.Settle(
                JobState.Failed, time.GetUtcNow(), failed?.Message ?? "None of the scenes could be made.", failed?.Fault ?? JobFault.Internal, failed?.Cause));
    }

    private WorkOrder JoinOrder()
    {
        var made = State.Parts.Where(p => p.IsMade).ToList();
        return new WorkOrder(WorkOrderKind.Join, null, State.Request!.Quality)
        {
            Parts = [.. made.Select(p => new VideoPart(p.VideoKey!, p.Title, p.Seconds ?? 0))],
            Subtitles = State.Request.Subtitles ? SubtitlesOf(made) : null,
            MaxBytes = State.Request.MaxBytes,
        };
    }

    private string SubtitlesKey => $"videos/{JobId}.srt";

    private static string? SubtitlesOf(IEnumerable<JobPart> made) => Jobs.Subtitles.Of(made.Select(p => (p.Narration, p.Seconds ?? 0)));

    /// <summary>What a joined video is, with its subtitles and the scenes' code stored beside it, and the first scene's picture.</summary>
    private async Task<JobRecord> JoinedAsync(JobRecord ready)
    {
        var made = State.Parts.Where(p => p.IsMade).ToList();
        var scenes = await Task.WhenAll(made.Select(p => GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(p.JobId)).GetAsync()));
        var code = string.Join("\n\n", made.Zip(scenes, (part, scene) => $"# Scene: {part.Title.ReplaceLineEndings(" ")}\n{scene?.Code}"));
        var codeKey = $"videos/{JobId}.py";
        var text = SubtitlesOf(made);
        // Where the store does not answer, the renderer gives the job back, and it is joined again.
        using var deadline = new CancellationTokenSource(StoreTime, time);
        await objects.PutAsync(codeKey, new MemoryStream(Encoding.UTF8.GetBytes(code)), "text/x-python; charset=utf-8", deadline.Token);
        if (text is not null) await objects.PutAsync(SubtitlesKey, new MemoryStream(Encoding.UTF8.GetBytes(text)), "application/x-subrip", deadline.Token);
        var isPartial = made.Count < State.Parts.Length || made.Any(p => p.Cause == JobCause.Partial);
        return ready with
        {
            Code = code.Length <= jobs.Value.MaxCode ? code : null,
            CodeKey = codeKey,
            ThumbnailKey = scenes.FirstOrDefault(scene => scene?.ThumbnailKey is not null)?.ThumbnailKey,
            Subtitles = text,
            IsPartial = isPartial,
            Cause = isPartial ? JobCause.Partial : null,
            Message = made.Count < State.Parts.Length ? $"Your video is ready, with {made.Count} of {State.Parts.Length} scenes."
                : isPartial ? "Your video is ready, without the parts of scenes that could not be made." : ready.Message,
        };
    }

    /// <summary>The scenes' own videos are in the joined one. What is left of them goes with their jobs' lifetime.</summary>
    private async Task DeletePartVideosAsync()
    {
        try
        {
            await DeleteAsync(State.Parts.Where(p => p.IsMade).Select(p => p.VideoKey));
        }
        catch (Exception exception)
        {
            LogNotDeleted(exception, JobId);
        }
    }

    private async Task CancelPartsAsync()
    {
        _parts?.Dispose();
        _parts = null;
        foreach (var part in State.Parts.Where(p => !p.IsSettled))
            await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(part.JobId)).CancelAsync();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: the videos of its scenes could not be deleted yet")]
    private partial void LogNotDeleted(Exception exception, string jobId);
}
