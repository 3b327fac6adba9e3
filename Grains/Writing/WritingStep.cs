using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Writing;

/// <summary>Asks a model for one step of a job.</summary>
internal sealed partial class WritingStep(IManimCodeWriter writer, TimeProvider time, ILogger<WritingStep> logger)
{
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<WritingOutcome> AskAsync(WritingOrder order, CancellationToken cancellationToken)
    {
        var payer = new AiPayer(order.User, order.RequestId, order.Channel);
        try
        {
            return order.Kind == WritingKind.Plan
                ? await PlanAsync(order, payer, cancellationToken)
                : await WriteAsync(order, payer, cancellationToken);
        }
        catch (NoTopicException exception)
        {
            return new WritingOutcome.Failed(new WritingFailure(order.Step, JobFault.NoTopic, exception.Message));
        }
        catch (AiException exception) when (WritingWaits.Of(exception, order.Runs, order.Deadline - time.GetUtcNow()) is { } wait)
        {
            return new WritingOutcome.Later(wait, Counts: false, exception.Cost);
        }
        catch (AiException exception) when (exception.Cause == AiCause.OwnError)
        {
            LogFailed(exception, order.RequestId);
            return new WritingOutcome.Later(WritingWaits.Backoff(order.Runs), Counts: true, exception.Cost);
        }
        catch (AiException exception) when (exception.Cause == AiCause.PolicyBudgetExceeded)
        {
            return new WritingOutcome.Failed(
                new WritingFailure(order.Step, JobFault.Budget, "Your budget for this month is used up.", exception.Cost));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(exception, order.RequestId);
            return new WritingOutcome.Failed(new WritingFailure(
                order.Step,
                JobFault.Provider,
                "The AI provider did not answer. Please try again in a minute.",
                (exception as AiException)?.Cost ?? 0));
        }
    }

    private async Task<WritingOutcome> WriteAsync(WritingOrder order, AiPayer payer, CancellationToken cancellationToken)
    {
        var request = new CodeRequest(order.Prompt)
        {
            Failure = order.Draft is { } draft ? new SceneFailure(draft.Code, draft.Cause, draft.Line, draft.Message) : null,
            Simpler = order.Simpler,
        };
        var written = await writer.WriteAsync(request, payer, cancellationToken);
        return new WritingOutcome.Scene(new WrittenScene(order.Step, written.Code, written.Title, written.Model, written.Cost));
    }

    private async Task<WritingOutcome> PlanAsync(WritingOrder order, AiPayer payer, CancellationToken cancellationToken)
    {
        try
        {
            var plan = await writer.PlanAsync(order.Prompt, payer, cancellationToken);
            return new WritingOutcome.Plan(new WrittenPlan(
                order.Step,
                plan.Storyboard?.Title ?? "",
                [.. (plan.Storyboard?.Scenes ?? []).Select(s => new PlannedScene(s.Title, s.Shows, s.Narration))],
                plan.Model,
                plan.Cost));
        }
        catch (AiException exception) when (IsNoPlan(exception))
        {
            // A single scene may cost less and needs no plan.
            return new WritingOutcome.Plan(new WrittenPlan(order.Step, "", [], "", exception.Cost));
        }
    }

    private static bool IsNoPlan(AiException exception) => exception.Cause is
        AiCause.PolicyBudgetExceeded
        or AiCause.ProviderAnswerEmpty
        or AiCause.ProviderAnswerTruncated
        or AiCause.ProviderAnswerRefused
        or AiCause.ProviderAnswerRepeated
        or AiCause.ProviderAnswerInvalid;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RequestId}: the AI provider failed")]
    private partial void LogFailed(Exception exception, string requestId);
}
