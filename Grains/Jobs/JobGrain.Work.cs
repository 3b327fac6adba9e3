using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Jobs;

/// <summary>The renderer's side of a job. A lease of an older epoch changes nothing.</summary>
public sealed partial class JobGrain
{
    /// <summary>How often a job is given to a renderer before it is given up: a job that kills renderers must end.</summary>
    private const int MaxAttempts = 3;

    /// <summary>How many leases that were given back are no attempt: a restart of a renderer is not the job's, a job that breaks each is.</summary>
    private const int MaxReturned = 10;

    public async Task<WorkOrder> BeginAsync(WorkLease lease)
    {
        if (!State.Exists || State.IsSettled)
        {
            await queue.RemoveAsync(JobId, CancellationToken.None);
            return new WorkOrder(WorkOrderKind.Stop);
        }

        if (WaitsForParts)
        {
            await SubmitPartsAsync();
            return new WorkOrder(WorkOrderKind.Stop);
        }

        if (lease.Epoch < State.Epoch) return new WorkOrder(WorkOrderKind.Stop);
        if (lease.Epoch > State.Epoch)
        {
            if (State.Attempt - Math.Min(lease.Returned, MaxReturned) >= MaxAttempts)
            {
                await SettleAsync(State.Settle(
                    JobState.Failed, time.GetUtcNow(), $"The job was tried {MaxAttempts} times without success. Please send it again.", JobFault.Internal, JobCause.GivenUp));
                return new WorkOrder(WorkOrderKind.Stop);
            }

            var now = time.GetUtcNow();
            // To join draws nothing: what its scenes have used is of use only joined.
            if (State.Parts.IsEmpty && await IsRenderTimeUsedAsync())
            {
                await FailForTodayAsync();
                return new WorkOrder(WorkOrderKind.Stop);
            }

            if (State.WorkStartedAt is null)
                await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), now + lifetimes.Value.Processing, expiry.Value);
            var begun = State with { Epoch = lease.Epoch, Attempt = State.Attempt + 1, WorkStartedAt = State.WorkStartedAt ?? now };
            await StoreAsync(begun.State == JobState.Queued ? begun.To(JobState.Generating, 10, "Writing the scene.") : begun);
        }

        if (State.Code is null && State.Parts.IsEmpty) StartGenerating();
        return Order(lease);
    }

    public async Task<WorkOrder> AwaitCodeAsync(WorkLease lease, TimeSpan wait)
    {
        var until = time.GetUtcNow() + (wait < MaxWait ? wait : MaxWait);
        while (Order(lease) is { Kind: WorkOrderKind.Wait } && time.GetUtcNow() < until && !host.ApplicationStopping.IsCancellationRequested)
            await _change.WaitAsync(until - time.GetUtcNow());
        return Order(lease);
    }

    public async Task<bool> ReportAsync(WorkLease lease, JobState state, int percent)
    {
        if (!Works(lease)) return false;
        percent = Math.Clamp(percent, 0, 99);
        if (state == JobState.Rendering) _pace.Take(percent, time.GetUtcNow());
        if (state > State.State && JobTransitions.Allows(State.State, state)) await StoreAsync(State.To(state, percent, MessageOf(state)));
        else await ShowAsync(percent);
        return true;
    }

    public async Task<bool> CompleteAsync(WorkLease lease, RenderArtefact artefact)
    {
        if (!Works(lease) || State.State != JobState.Uploading) return State.VideoKey == artefact.VideoKey && State.Epoch == lease.Epoch;
        var now = time.GetUtcNow();
        var ready = State.Settle(
            JobState.Ready, now, State.IsPartial ? "Your video is ready, without the scenes that could not be made." : "Your video is ready.") with
        {
            Cause = State.IsPartial ? JobCause.Partial : null,
            Code = artefact.Code ?? State.Code,
            VideoKey = artefact.VideoKey,
            SizeBytes = artefact.SizeBytes,
            DurationSeconds = artefact.DurationSeconds,
            DeleteVideoAt = now + lifetimes.Value.Videos,
            ThumbnailKey = artefact.ThumbnailKey,
            CodeKey = artefact.CodeKey,
            Cached = artefact.Cached,
            Advice = artefact.Advice,
        };
        if (State.Parts.Length > 0) ready = await JoinedAsync(ready);
        await ChargeRenderAsync(lease, artefact.RenderSeconds, artefact.Cached);
        await SettleAsync(ready);
        await DeletePartVideosAsync();
        return true;
    }

    public async Task<bool> FailAsync(WorkLease lease, RenderFailure failure)
    {
        if (!Works(lease)) return false;
        // A renderer that tells of a failure twice finds the job in another state.
        if (State.State is not (JobState.Validating or JobState.Rendering or JobState.Uploading)) return true;
        await ChargeRenderAsync(lease, failure.RenderSeconds);
        if (State.State != JobState.Uploading && await TryLayoutAsync(failure)) return true;
        if (State.State == JobState.Uploading || !await TryRepairAsync(failure))
            await SettleAsync(State.Settle(JobState.Failed, time.GetUtcNow(), failure.Message, failure.Fault, failure.Cause));
        return true;
    }

    public Task DropAsync(WorkLease lease, double renderSeconds) =>
        State.State is JobState.Cancelled or JobState.Failed && State.Epoch == lease.Epoch && renderSeconds > 0
            ? ChargeRenderAsync(lease, "dropped", renderSeconds)
            : Task.CompletedTask;

    private bool Works(WorkLease lease) => State.Exists && !State.IsSettled && State.Epoch == lease.Epoch;

    private WorkOrder Order(WorkLease lease) =>
        !Works(lease) || WaitsForParts ? new WorkOrder(WorkOrderKind.Stop)
        : State.Parts.Length > 0 ? JoinOrder()
        : State.Code is null ? new WorkOrder(WorkOrderKind.Wait)
        : new WorkOrder(WorkOrderKind.Render, State.Code, State.Request!.Quality)
        {
            Format = State.Request.Format,
            MaxBytes = State.Request.MaxBytes,
            Scene = State.Request.Scene,
            MostFlaws = State.Kept is not null ? State.KeptFlaws : MayMendLayout ? 0 : null,
        };

    /// <summary>Books one render; each failed attempt is counted by its repair, so that every render has a name of its own.</summary>
    private Task ChargeRenderAsync(WorkLease lease, double seconds, bool cached = false) => seconds <= 0 && !cached ? Task.CompletedTask
        : ChargeRenderAsync(lease, $"{State.Repairs.Length}{(State.Dropped > 0 ? $":part{State.Dropped}" : "")}{(State.LayoutTried && State.Kept is null ? ":kept" : "")}", seconds, cached);

    private Task ChargeRenderAsync(WorkLease lease, string attempt, double seconds, bool cached = false) => Ledger.SettleAsync(new LedgerCharge(
        $"job:{JobId}:render:{lease.Epoch}:{attempt}", cached ? "render-cached" : "render-seconds",
        State.Request!.Quality.ToString().ToLowerInvariant(), decimal.Round((decimal)seconds, 3), prices.Render(seconds))
    {
        Channel = State.Request.Channel,
    });

    private async Task<bool> IsRenderTimeUsedAsync()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return (await Ledger.GetDaysAsync(today, today)).Where(sum => sum.Kind == "render-seconds").Sum(sum => sum.Quantity) >= jobs.Value.RenderSecondsPerDay;
    }

    private Task FailForTodayAsync() => SettleAsync(State.Settle(
        JobState.Failed, time.GetUtcNow(), $"You have used your {jobs.Value.RenderSecondsPerDay} seconds of rendering for today; there are more after midnight UTC.",
        JobFault.Limit, JobCause.RenderTimeUsed));

    private static string MessageOf(JobState state) => state switch
    {
        JobState.Validating => "Checking the code.",
        JobState.Rendering => "Rendering.",
        _ => "Uploading.",
    };
}
