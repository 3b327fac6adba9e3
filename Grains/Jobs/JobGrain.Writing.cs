using System.Globalization;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs;

/// <summary>The AI's part of a job: writing the code, and mending it. Each step is stored before the next begins.</summary>
public sealed partial class JobGrain
{
    private bool _generating;

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
        using var writing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _writing = writing;
        try
        {
            // A repair that comes to nothing leaves the job here, for the next.
            while (State.State == JobState.Generating && !writing.IsCancellationRequested) await WriteAsync(writing, cancellationToken);
        }
        finally
        {
            _writing = null;
            _generating = false;
        }
    }

    private async Task WriteAsync(CancellationTokenSource writing, CancellationToken cancellationToken)
    {
        try
        {
            var round = State.Repairs.LastOrDefault();
            if (round is null && WantsStoryboard && await PlanAsync(writing.Token)) return;
            var payer = await PayerAsync(round is null ? "write" : $"mend:{round.Round}");
            var written = await codeWriter.WriteAsync(Asked(round), payer, writing.Token);
            if (State.State != JobState.Generating) return;
            if (written.Code.Length == 0 || written.Code.Length > jobs.Value.MaxCode)
            {
                await AddCostAsync(written.Cost);
                await FailGenerationAsync(JobFault.Provider, "The AI gave no usable code. Please try again, or in other words.", JobCause.NoCode);
                return;
            }

            await StoreAsync(State.To(JobState.Validating, 30, "Checking the code.") with
            {
                Code = written.Code,
                Draft = null,
                Title = written.Title ?? State.Title,
                Provider = written.Model,
                WrittenCost = State.WrittenCost + written.Cost,
            });
        }
        catch (NoTopicException exception)
        {
            await FailGenerationAsync(JobFault.NoTopic, exception.Message);
        }
        catch (OperationCanceledException) when (writing.IsCancellationRequested)
        {
            // The job was cancelled, or the silo stops: then the next lease begins this step anew.
        }
        catch (AiException exception) when (exception.Cause == AiCause.PolicyBudgetExceeded)
        {
            await AddCostAsync(exception.Cost);
            await FailGenerationAsync(JobFault.Budget, "Your budget for this month is used up.");
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogGenerationFailed(exception, JobId);
            await AddCostAsync((exception as AiException)?.Cost ?? 0);
            await FailGenerationAsync(JobFault.Provider, "The AI provider did not answer. Please try again in a minute.");
        }
    }

    /// <summary>
    /// Who pays for a step's model call. That it begins is stored before: the ledger books an id once, and what is done
    /// again after a crash is another call, which a provider bills.
    /// </summary>
    private async Task<AiPayer> PayerAsync(string step)
    {
        var runs = State.Step == step ? State.StepRuns + 1 : 1;
        await StoreAsync(State with { Step = step, StepRuns = runs });
        var id = runs == 1 ? $"job:{JobId}:{step}" : string.Create(CultureInfo.InvariantCulture, $"job:{JobId}:{step}:{runs}");
        return new AiPayer(State.SessionId!, id, State.Request!.Channel);
    }

    /// <summary>What attempts without an answer cost is of the job's money too.</summary>
    private async Task AddCostAsync(decimal cost)
    {
        if (cost > 0 && !State.IsSettled) await StoreAsync(State with { WrittenCost = State.WrittenCost + cost });
    }

    private CodeRequest Asked(RepairRecord? round) => new(State.Request!.Prompt!)
    {
        Failure = round is null || State.Draft is null ? null : new SceneFailure(State.Draft, round.Cause, round.Line, round.Message),
        Simpler = round?.Simpler ?? false,
    };

    /// <summary>Sends the job back to writing where that may help; false where the failure is its end.</summary>
    private async Task<bool> TryRepairAsync(RenderFailure failure)
    {
        var step = RepairPlan.Next(State, failure, jobs.Value, codeWriter.CanMend, time.GetUtcNow());
        if (step == RepairStep.None) return false;
        // What failed is booked: to render again may be more than the day has.
        if (await IsRenderTimeUsedAsync())
        {
            await FailForTodayAsync();
            return true;
        }

        var draft = failure.Code ?? State.Code!;
        var line = RepairPlan.LineOf(failure);
        if (step == RepairStep.DropScene)
        {
            await StoreAsync(State.ToGenerating("Leaving out a scene.").To(JobState.Validating, State.Percent, "Checking the code.") with
            {
                Code = SceneText.Without(draft, line),
                Draft = null,
                IsPartial = true,
                Dropped = State.Dropped + 1,
            });
            return true;
        }

        var round = new RepairRecord(
            State.Repairs.Length + 1, failure.Cause ?? JobCause.Of(failure.Fault), line, failure.Message, time.GetUtcNow(), step == RepairStep.Simplify, failure.Fault);
        await MendAsync(State, round, draft, round.Simpler ? "Writing a simpler scene." : "Mending the scene.");
        return true;
    }

    /// <summary>Stores that the draft is to be mended, and begins.</summary>
    private async Task MendAsync(JobRecord state, RepairRecord round, string draft, string message)
    {
        await StoreAsync(state.ToGenerating(message) with { Code = null, Draft = draft, Repairs = state.Repairs.Add(round) });
        LogRepair(JobId, round.Round, round.Cause, round.Message);
        StartGenerating();
    }

    private bool MayMendLayout => !State.LayoutTried && RepairPlan.MayMend(State, jobs.Value, codeWriter.CanMend, time.GetUtcNow());

    /// <summary>
    /// One round for what renders and does not look well. Where it comes to nothing better, the first version is taken:
    /// its video is in the render cache.
    /// </summary>
    private async Task<bool> TryLayoutAsync(RenderFailure failure)
    {
        if (State.Kept is not null) return await TakeKeptAsync();
        if (failure.Cause != JobCause.Layout) return false;
        var code = failure.Code ?? State.Code!;
        var kept = State with { Kept = code, KeptFlaws = failure.Flaws, LayoutTried = true };
        if (!MayMendLayout || await IsRenderTimeUsedAsync())
        {
            await StoreAsync(kept);
            return await TakeKeptAsync();
        }

        var round = new RepairRecord(State.Repairs.Length + 1, JobCause.Layout, 0, failure.Message, time.GetUtcNow(), Simpler: false);
        await MendAsync(kept, round, code, "Mending the layout.");
        return true;
    }

    private async Task<bool> TakeKeptAsync()
    {
        if (State.Kept is not { } code) return false;
        await StoreAsync(State.ToGenerating("Taking the first version.").To(JobState.Validating, State.Percent, "Checking the code.") with { Code = code, Draft = null, Kept = null });
        return true;
    }

    /// <summary>
    /// Without code the job ends, and a repair gives way to the next: a bad answer is one round of them. Where none follows,
    /// the scene's own failure is the end. Money that is used up ends all.
    /// </summary>
    private async Task FailGenerationAsync(JobFault fault, string message, string? cause = null)
    {
        if (State.State == JobState.Generating && await TakeKeptAsync()) return;
        if (State.State == JobState.Generating && fault != JobFault.Budget && State.Repairs.LastOrDefault() is { } round)
        {
            (fault, message, cause) = (round.Fault, round.Message, round.Cause);
            if (await TryRepairAsync(new RenderFailure(fault, message, 0) { Cause = cause, Code = State.Draft })) return;
        }

        if (!State.IsSettled) await SettleAsync(State.Settle(JobState.Failed, time.GetUtcNow(), message, fault, cause));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: the AI provider failed")]
    private partial void LogGenerationFailed(Exception exception, string jobId);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId} is mended, round {Round}, {Cause}: {Reason}")]
    private partial void LogRepair(string jobId, int round, string cause, string reason);
}
