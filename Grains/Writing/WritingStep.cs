using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Writing;

/// <summary>Asks a model for one step of a job.</summary>
internal sealed partial class WritingStep(
    IManimCodeWriter writer,
    IScenePlanner planner,
    ISceneCritic critic,
    IObjectStore objects,
    TimeProvider time,
    ILogger<WritingStep> logger)
{
    private const long MaxSheet = 1 << 20;
    private static readonly TimeSpan s_sheet = TimeSpan.FromSeconds(5);

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<WritingOutcome> AskAsync(WritingOrder order, CancellationToken cancellationToken)
    {
        var payer = new AiPayer(order.User, order.RequestId, order.Channel);
        try
        {
            return order.Kind switch
            {
                WritingKind.Plan => await PlanAsync(order, payer, cancellationToken),
                WritingKind.Outline => await OutlineAsync(order, payer, cancellationToken),
                WritingKind.Review => await ReviewAsync(order, payer, cancellationToken),
                _ => await WriteAsync(order, payer, cancellationToken),
            };
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
            Plan = order.Plan,
            Notes = order.Notes,
        };
        var written = await writer.WriteAsync(request, payer, cancellationToken);
        return new WritingOutcome.Scene(new WrittenScene(order.Step, written.Code, written.Title, written.Model, written.Cost)
        {
            Prompts = written.Prompts,
        });
    }

    private async Task<WritingOutcome> OutlineAsync(WritingOrder order, AiPayer payer, CancellationToken cancellationToken)
    {
        var planned = await planner.PlanAsync(order.Prompt, payer, cancellationToken);
        return new WritingOutcome.Outline(new WrittenOutline(order.Step, planned.Plan, planned.Cost));
    }

    private async Task<WritingOutcome> ReviewAsync(WritingOrder order, AiPayer payer, CancellationToken cancellationToken)
    {
        if (order.Review is not { } asked || await SheetAsync(asked.SheetKey, cancellationToken) is not { } sheet)
            return new WritingOutcome.Review(new WrittenReview(order.Step, "", 0));
        var review = new SceneReview(order.Prompt, order.Plan, sheet, asked.Geometry);
        var verdict = await critic.ReviewAsync(review, payer, cancellationToken);
        return new WritingOutcome.Review(new WrittenReview(order.Step, verdict.Defects, verdict.Cost));
    }

    /// <summary>The frames to look at; null if the store does not give them in time.</summary>
    private async Task<byte[]?> SheetAsync(string key, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_sheet);
        try
        {
            await using var stored = await objects.OpenAsync(key, limit.Token);
            if (stored is null || stored.Length > MaxSheet) return null;
            using var copy = new MemoryStream();
            await stored.CopyToAsync(copy, limit.Token);
            return copy.ToArray();
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNoSheet(exception, key);
            return null;
        }
    }

    private async Task<WritingOutcome> PlanAsync(WritingOrder order, AiPayer payer, CancellationToken cancellationToken)
    {
        try
        {
            var plan = await writer.PlanAsync(SceneSources.With(order.Prompt, order.Notes), payer, cancellationToken);
            return new WritingOutcome.Plan(new WrittenPlan(
                order.Step,
                plan.Storyboard?.Title ?? "",
                [.. (plan.Storyboard?.Scenes ?? []).Select(s => new PlannedScene(s.Title, s.Shows, s.Narration))],
                plan.Model,
                plan.Cost)
            {
                Language = plan.Storyboard?.Language ?? "",
            });
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "The frames {Key} could not be read; nobody looks at them")]
    private partial void LogNoSheet(Exception exception, string key);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RequestId}: the AI provider failed")]
    private partial void LogFailed(Exception exception, string requestId);
}
