using Microsoft.Extensions.Logging;
using ObsidianVault.Ai;
using ObsidianVault.Expiry;

namespace ObsidianVault.Jobs;

/// <summary>The renderer's side of a job. A lease of an older epoch changes nothing.</summary>
public sealed partial class JobGrain
{
    /// <summary>How often a job is given to a renderer before it is given up: a job that kills renderers must end.</summary>
    private const int MaxAttempts = 3;
    private const int MaxCodeLength = 50_000;
    private bool _generating;

    public async Task<WorkOrder> BeginAsync(RenderLease lease)
    {
        if (!State.Exists || State.IsSettled)
        {
            await Queue.RemoveAsync(JobId);
            return new WorkOrder(WorkOrderKind.Stop);
        }

        if (lease.Epoch < State.Epoch) return new WorkOrder(WorkOrderKind.Stop);
        if (lease.Epoch > State.Epoch)
        {
            if (State.Attempt >= MaxAttempts)
            {
                await SettleAsync(State.Settle(
                    JobState.Failed, time.GetUtcNow(), $"The job was tried {MaxAttempts} times without success. Please send it again.", JobFault.Internal));
                return new WorkOrder(WorkOrderKind.Stop);
            }

            var now = time.GetUtcNow();
            if (State.WorkStartedAt is null)
                await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), now + lifetimes.Value.Processing, expiry.Value);
            var begun = State with { Epoch = lease.Epoch, Attempt = State.Attempt + 1, WorkStartedAt = State.WorkStartedAt ?? now };
            await StoreAsync(begun.State == JobState.Queued ? begun.To(JobState.Generating, 10, "Writing the scene.") : begun);
        }

        if (State.Code is null) StartGenerating();
        return Order(lease);
    }

    public async Task<WorkOrder> AwaitCodeAsync(RenderLease lease, TimeSpan wait)
    {
        var until = time.GetUtcNow() + (wait < MaxWait ? wait : MaxWait);
        while (Order(lease) is { Kind: WorkOrderKind.Wait } && time.GetUtcNow() < until && !host.ApplicationStopping.IsCancellationRequested)
            await _change.WaitAsync(until - time.GetUtcNow());
        return Order(lease);
    }

    public async Task<bool> ReportAsync(RenderLease lease, JobState state, int percent)
    {
        if (!Works(lease)) return false;
        percent = Math.Clamp(percent, 0, 99);
        if (state > State.State && JobTransitions.Allows(State.State, state))
        {
            await StoreAsync(State.To(state, percent, MessageOf(state)));
        }
        else if (percent > _livePercent)
        {
            // Between two states progress is news, not state: it is shown and not stored.
            _livePercent = percent;
            _change.Pulse();
        }

        return true;
    }

    public async Task<bool> CompleteAsync(RenderLease lease, RenderArtefact artefact)
    {
        if (!Works(lease) || State.State != JobState.Uploading) return State.VideoKey == artefact.VideoKey && State.Epoch == lease.Epoch;
        var now = time.GetUtcNow();
        await ChargeRenderAsync(lease, artefact.RenderSeconds);
        await SettleAsync(State.Settle(JobState.Ready, now, "Your video is ready.") with
        {
            VideoKey = artefact.VideoKey,
            SizeBytes = artefact.SizeBytes,
            DurationSeconds = artefact.DurationSeconds,
            DeleteVideoAt = now + lifetimes.Value.Videos,
        });
        return true;
    }

    public async Task<bool> FailAsync(RenderLease lease, RenderFailure failure)
    {
        if (!Works(lease)) return false;
        await ChargeRenderAsync(lease, failure.RenderSeconds);
        await SettleAsync(State.Settle(JobState.Failed, time.GetUtcNow(), failure.Message, failure.Fault));
        return true;
    }

    private bool Works(RenderLease lease) => State.Exists && !State.IsSettled && State.Epoch == lease.Epoch;

    private WorkOrder Order(RenderLease lease) =>
        !Works(lease) ? new WorkOrder(WorkOrderKind.Stop)
        : State.Code is null ? new WorkOrder(WorkOrderKind.Wait)
        : new WorkOrder(WorkOrderKind.Render, State.Code, State.Request!.Quality);

    private Task ChargeRenderAsync(RenderLease lease, double seconds) => Ledger.SettleAsync(new LedgerCharge(
        $"job:{JobId}:render:{lease.Epoch}", "render-seconds", State.Request!.Quality.ToString().ToLowerInvariant(),
        decimal.Round((decimal)seconds, 3), prices.Render(seconds)));

    /// <summary>Writes the code outside of any call, so that the job can be watched and cancelled meanwhile.</summary>
    private void StartGenerating()
    {
        if (_generating) return;
        _generating = true;
        this.RegisterGrainTimer(
            static (grain, cancellationToken) => grain.GenerateAsync(cancellationToken),
            this,
            new GrainTimerCreationOptions { DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true });
    }

    private async Task GenerateAsync(CancellationToken cancellationToken)
    {
        var requestId = $"job:{JobId}:generate:{State.Epoch}";
        try
        {
            var prompt = State.Request!.Prompt!;
            if (!await Ledger.ReserveAsync(requestId, codeWriter.WorstCase(prompt)))
            {
                await FailGenerationAsync(JobFault.Budget, "Your budget for this month is used up.");
                return;
            }

            var written = await codeWriter.WriteAsync(prompt, cancellationToken);
            await Ledger.SettleAsync(new LedgerCharge(requestId, "tokens", written.Model, written.Tokens, written.Cost));
            if (State.State != JobState.Generating) return;
            if (written.Code.Length is 0 or > MaxCodeLength)
            {
                await FailGenerationAsync(JobFault.Provider, "The AI gave no usable code. Please try again, or in other words.");
                return;
            }

            await StoreAsync(State.To(JobState.Validating, 30, "Checking the code.") with
            {
                Code = written.Code,
                Title = written.Title,
                Provider = written.Model,
            });
        }
        catch (NoTopicException exception)
        {
            await Ledger.ReleaseAsync(requestId);
            await FailGenerationAsync(JobFault.NoTopic, exception.Message);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogGenerationFailed(exception, JobId);
            await Ledger.ReleaseAsync(requestId);
            await FailGenerationAsync(JobFault.Provider, "The AI provider did not answer. Please try again in a minute.");
        }
        finally
        {
            _generating = false;
        }
    }

    private async Task FailGenerationAsync(JobFault fault, string message)
    {
        if (!State.IsSettled) await SettleAsync(State.Settle(JobState.Failed, time.GetUtcNow(), message, fault));
    }

    private static string MessageOf(JobState state) => state switch
    {
        JobState.Validating => "Checking the code.",
        JobState.Rendering => "Rendering.",
        _ => "Uploading.",
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: the AI provider failed")]
    private partial void LogGenerationFailed(Exception exception, string jobId);
}
