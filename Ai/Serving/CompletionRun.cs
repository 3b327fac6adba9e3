using System.Diagnostics;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Routing;
using ObsidianVault.Ai.Telemetry;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>Runs one call from plan to answer: reserves, tries one provider after another, checks, settles.</summary>
internal sealed class CompletionRun(
    AiRouter router,
    AiTopology topology,
    AiProviders providers,
    AiHealth health,
    AttemptFaults faults,
    CallBilling billing,
    PythonSyntax python,
    AiTelemetry telemetry,
    IOptions<AiOptions> options,
    TimeProvider time)
{
    private AiOptions Options => options.Value;

    /// <summary>Until when there has to be an answer, whole: a stream that has begun goes on, unless the caller set a deadline.</summary>
    public TimeSpan LastDeadline(AiCall call, bool streamed) =>
        streamed && call.Deadline is null && Options.StreamDeadline > Deadline(call, streamed)
            ? Options.StreamDeadline
            : Deadline(call, streamed);

    /// <summary>Until when an answer has to begin.</summary>
    private TimeSpan Deadline(AiCall call, bool streamed) =>
        call.Deadline
        ?? (streamed ? call.BeginDeadline : null)
        ?? (call.Class == AiClass.Code ? Options.CodeDeadline : Options.ChatDeadline);

    public int MaxOutput(AiCall call) => call.Options?.MaxOutputTokens is { } own and > 0 ? own : Options.MaxOutputTokens;

    /// <summary>The class, or "other": metric labels must not come from callers.</summary>
    public string KnownClass(AiCall call) => topology.Routes.ContainsKey(call.Class) ? call.Class : "other";

    /// <summary>Returns the complete, checked and paid answer. If streamed, its pieces go to <paramref name="completion"/> first.</summary>
    /// <returns>
    /// The answer, and whether it may serve other calls too: what was delivered before it could be checked may not.
    /// </returns>
    /// <exception cref="AiException">There is no answer.</exception>
    public async Task<(AiResponse Response, bool IsSound)> RunAsync(AiCall call, bool streamed, SharedCompletion completion)
    {
        using var deadline = new CallDeadline(Deadline(call, streamed), LastDeadline(call, streamed), time, completion.Abandoned);
        var plan = router.Plan(call, MaxOutput(call));
        var worstCase = new AiReservation(
            call.User, call.RequestId, call.Class, call.Channel, Candidates(plan), LastDeadline(call, streamed));
        var reservation = await CallReservation.OpenAsync(billing, worstCase, plan.Candidates.All(IsFree), deadline.Token);
        var failover = new Failover(plan, call.User, deadline, providers, health, telemetry, Options, time, call.MaxAttempts);
        try
        {
            var outcome = streamed
                ? await StreamAsync(call, plan, failover, reservation, completion, deadline)
                : await CompleteAsync(call, plan, failover, reservation, completion, deadline);
            var cost = await reservation.SettleAsync();
            var response = outcome.Response with { Cost = cost, Attempts = failover.Attempts };
            if (outcome.Last is { } last)
                completion.Append(sequence => Chunk(sequence, last, response.Provider, response.Model) with { Completed = response });
            return (response, outcome.IsSound);
        }
        catch (Exception exception)
        {
            var cost = await reservation.SettleAsync();
            throw exception switch
            {
                AiException known => new AiException(known.Cause, known.Message, known)
                {
                    RetryAfter = known.RetryAfter,
                    Provider = known.Provider,
                    Model = known.Model,
                    Attempts = failover.Attempts,
                    OutputCommitted = completion.HasOutput,
                    Cost = cost,
                },
                OperationCanceledException when !completion.Abandoned.IsCancellationRequested => new AiException(
                    AiCause.OwnDeadline, "The AI did not answer in time.", exception)
                {
                    Provider = failover.Last?.Target.Provider.Name,
                    Model = failover.Last?.Target.Model.Id,
                    Attempts = failover.Attempts,
                    OutputCommitted = completion.HasOutput,
                    Cost = cost,
                },
                _ => exception,
            };
        }
    }

    private async Task<Outcome> CompleteAsync(
        AiCall call,
        AiPlan plan,
        Failover failover,
        CallReservation reservation,
        SharedCompletion completion,
        CallDeadline deadline)
    {
        while (true)
        {
            await reservation.CoverAsync(failover, deadline.Token);
            using var lease = await failover.NextAsync();
            var limit = failover.Limit(lease);
            await using var attempt = new ChatAttempt(lease.Target, call, plan, providers, faults, time, limit, limit, deadline);
            var started = time.GetTimestamp();
            using var span = telemetry.Start("chat", lease.Target);
            ChatResponse? response;
            try
            {
                response = await attempt.CompleteAsync();
            }
            catch (OperationCanceledException)
            {
                LeftAlone(lease, attempt, completion);
                // If the caller disconnected while the provider was working, it charges at least for the input.
                if (attempt.HasOutput || (attempt.WasSent && completion.Abandoned.IsCancellationRequested))
                    reservation.Add(Bill(failover, lease, plan, attempt.Usage(isWhole: false), AiOutcome.Discarded));
                throw;
            }

            CodeBlock? code = null;
            var fault = attempt.Fault;
            if (response is not null)
            {
                CompletionCheck.Unwrap(call, response);
                var cause = CompletionCheck.Fault(call, response, out code) ?? await python.FaultAsync(call, code);
                if (cause is not null && !IsAnswer(call, cause, failover, lease)) fault = AttemptFaults.Plain(cause.Value);
            }

            var usage = response is null && !attempt.HasOutput ? null : attempt.Usage(isWhole: response is not null);
            telemetry.Ended(span, "chat", lease.Target, time.GetElapsedTime(started), usage, fault?.Cause);
            var ending = fault is null ? AiOutcome.Completed : AiOutcome.Discarded;
            if (usage is not null) reservation.Add(Bill(failover, lease, plan, usage, ending));
            if (fault is null)
            {
                lease.Succeeded();
                return new Outcome(Response(response!, lease.Target, usage!, code), null, IsSound: true);
            }

            failover.Failed(lease, fault);
        }
    }

    private async Task<Outcome> StreamAsync(
        AiCall call,
        AiPlan plan,
        Failover failover,
        CallReservation reservation,
        SharedCompletion completion,
        CallDeadline deadline)
    {
        while (true)
        {
            await reservation.CoverAsync(failover, deadline.Token);
            using var lease = await failover.NextAsync();
            var target = lease.Target;
            await using var attempt = new ChatAttempt(
                target, call, plan, providers, faults, time, failover.FirstByteLimit(lease), Options.SilenceTimeout, deadline);
            var started = time.GetTimestamp();
            using var span = telemetry.Start("chat", target);
            var held = new List<ChatResponseUpdate>();
            var speaks = false;
            try
            {
                while (await attempt.NextAsync() is { } update)
                {
                    // Until the first content another provider may take over unnoticed; roles and ids alone are not passed on.
                    if (!IsContent(update)) continue;
                    held.Add(update);
                    // White space alone does not count as an answer.
                    if (!completion.HasOutput && IsBlank(update)) continue;
                    if (!completion.HasOutput) telemetry.FirstChunk(target, time.GetElapsedTime(started));
                    if (!speaks && (speaks = Speaks(update))) attempt.Speaks(Options.StallTimeout);
                    Deliver(held, target, completion);
                }
            }
            catch (OperationCanceledException)
            {
                LeftAlone(lease, attempt, completion);
                if (attempt.HasOutput || (attempt.WasSent && completion.Abandoned.IsCancellationRequested))
                {
                    var ending = completion.HasOutput ? AiOutcome.Partial : AiOutcome.Discarded;
                    reservation.Add(Bill(failover, lease, plan, attempt.Usage(isWhole: false), ending));
                }

                throw;
            }

            var fault = attempt.Fault;
            var response = attempt.Streamed();
            CompletionCheck.CutThoughts(call, response);
            CodeBlock? code = null;
            var unfit = fault is null ? CompletionCheck.Fault(call, response, out code) ?? await python.FaultAsync(call, code) : null;
            // What was delivered stays the answer if it is complete.
            if (unfit is { } cause && (!completion.HasOutput || cause == AiCause.ProviderStreamCut)
                && !IsAnswer(call, cause, failover, lease)) fault = AttemptFaults.Plain(cause);
            var usage = fault is null || attempt.HasOutput || attempt.Fault is null
                ? attempt.Usage(isWhole: attempt.Fault is null && response.FinishReason is not null)
                : null;
            telemetry.Ended(span, "chat", target, time.GetElapsedTime(started), usage, fault?.Cause ?? unfit);
            if (usage is not null)
            {
                var ending = fault is null ? AiOutcome.Completed : completion.HasOutput ? AiOutcome.Partial : AiOutcome.Discarded;
                reservation.Add(Bill(failover, lease, plan, usage, ending));
            }

            if (fault is null)
            {
                lease.Succeeded();
                Deliver(held, target, completion);
                var end = new ChatResponseUpdate { FinishReason = response.FinishReason, ModelId = target.Model.Id };
                return new Outcome(Response(response, target, usage!, code), end, unfit is null);
            }

            failover.Failed(lease, fault);
            if (completion.HasOutput)
            {
                throw failover.Exception(
                    fault.Cause, $"The answer was interrupted: {fault.Describe(target.Provider.Name)}", fault.RetryAfter);
            }
        }
    }

    private static void Deliver(List<ChatResponseUpdate> updates, AiTarget target, SharedCompletion completion)
    {
        foreach (var update in updates)
            completion.Append(sequence => Chunk(sequence, WithoutEnd(update, sequence), target.Provider.Name, target.Model.Id));
        updates.Clear();
    }

    /// <summary>
    /// Records a failure if the deadline passed and nothing had come from the provider. A caller who disconnected, or a long answer, is
    /// not the provider's failure.
    /// </summary>
    private void LeftAlone(AttemptLease lease, ChatAttempt attempt, SharedCompletion completion)
    {
        if (completion.Abandoned.IsCancellationRequested || attempt.WasAlive) return;
        health.Failed(lease.Target, AttemptFaults.Plain(AiCause.ProviderTimeout), lease.Probe);
        lease.Probe = null;
    }

    private static bool IsContent(ChatResponseUpdate update) => update.Contents.Any(c => c switch
    {
        // Also what a provider attaches for itself, which has to come back to it.
        TextContent text => text.Text.Length > 0 || text.AdditionalProperties is not null,
        TextReasoningContent thought => thought.Text.Length > 0 || thought.ProtectedData is not null,
        // A refusal in the API's own format, which is judged at the end.
        ErrorContent => false,
        _ => true,
    });

    /// <summary>
    /// What a filter stopped is an answer to a program, which reads the finish reason, unless another provider may do better.
    /// </summary>
    private static bool IsAnswer(AiCall call, AiCause? cause, Failover failover, AttemptLease lease) =>
        cause == AiCause.ProviderAnswerRefused && call.Channel == "api" && !failover.HasOthers(lease);

    private static bool Speaks(ChatResponseUpdate update) => update.Contents.Any(c => c is not TextReasoningContent);

    private static bool IsBlank(ChatResponseUpdate update) => update.Contents.All(c => c switch
    {
        TextContent text => string.IsNullOrWhiteSpace(text.Text),
        TextReasoningContent thought => string.IsNullOrWhiteSpace(thought.Text),
        _ => false,
    });

    /// <summary>Only the last chunk has the finish reason; only the first one has to have the role.</summary>
    private static ChatResponseUpdate WithoutEnd(ChatResponseUpdate update, int sequence) =>
        update.FinishReason is null && (sequence > 0 || update.Role is not null)
            ? update
            : new ChatResponseUpdate(sequence == 0 ? ChatRole.Assistant : update.Role, update.Contents)
        {
            MessageId = update.MessageId, ResponseId = update.ResponseId, ModelId = update.ModelId, CreatedAt = update.CreatedAt,
            AdditionalProperties = update.AdditionalProperties,
        };

    private static List<AiCandidate> Candidates(AiPlan plan) =>
        [.. plan.Candidates.Select(t =>
            new AiCandidate(t.Provider.Name, t.Model.Id, plan.Size.WorstCase(t.Model, plan.MaxOutput), plan.Size.Images))];

    private static bool IsFree(AiTarget target) => target.Provider.Kind == AiProviderKind.Catalogue;

    private static AiBill Bill(Failover failover, AttemptLease lease, AiPlan plan, AiUsage usage, AiOutcome outcome) =>
        new(failover.Attempts, lease.Target.Provider.Name, lease.Target.Model.Id, usage, AiBillKind.Chat, outcome, plan.Size.Images);

    private static AiResponse Response(ChatResponse response, AiTarget target, AiUsage usage, CodeBlock? code) => new()
    {
        Messages = [.. response.Messages],
        FinishReason = response.FinishReason!.Value,
        Provider = target.Provider.Name,
        Model = target.Model.Id,
        Usage = usage,
        Code = code?.Code,
        ServiceTier = response.AdditionalProperties?.GetValueOrDefault(OwnProperties.Tier) as string,
        Fingerprint = response.AdditionalProperties?.GetValueOrDefault(OwnProperties.Fingerprint) as string,
    };

    private static AiChunk Chunk(int sequence, ChatResponseUpdate update, string provider, string model) =>
        new() { Sequence = sequence, Update = update, Provider = provider, Model = model };

    /// <param name="Last">The chunk that ends a stream, with the finish reason.</param>
    private sealed record Outcome(AiResponse Response, ChatResponseUpdate? Last, bool IsSound);
}
