using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Routing;
using ObsidianVault.Ai.Telemetry;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>Creates embeddings: like an answer, but with one model only.</summary>
internal sealed class EmbeddingRun(
    AiRouter router,
    AiProviders providers,
    AiHealth health,
    AttemptFaults faults,
    CallBilling billing,
    AiTelemetry telemetry,
    IOptions<AiOptions> options,
    TimeProvider time)
{
    public string? FindModel(string name)
    {
        try
        {
            return router.PlanEmbedding(name)[0].Model.Id;
        }
        catch (AiException)
        {
            return null;
        }
    }

    public async Task<AiEmbeddings> RunAsync(AiEmbedCall call, CancellationToken cancellationToken)
    {
        var limit = call.Deadline ?? options.Value.ChatDeadline;
        using var deadline = new CallDeadline(limit, limit, time, cancellationToken);
        var targets = router.PlanEmbedding(call.Model ?? AiClass.Embed);
        var tokens = call.Inputs.Sum(CallSize.TokensOf);
        var longest = call.Inputs.Max(CallSize.TokensOf);
        if (longest * 3 / 4 > targets[0].Model.ContextWindow)
            throw new AiException(AiCause.CallerContextTooLong, "An input is too long for the model. Split it.");
        var plan = new AiPlan(null, targets, new CallSize(tokens, 0), 0);
        var worst = new AiUsage(tokens, 0, 0, 0, 0, Estimated: true);
        var candidates = targets.Select(t => new AiCandidate(t.Provider.Name, t.Model.Id, worst));
        var worstCase = new AiReservation(call.User, call.RequestId, AiClass.Embed, call.Channel, [.. candidates], limit);
        var reservation = await CallReservation.OpenAsync(billing, worstCase, isFree: false, deadline.Token);
        var failover = new Failover(plan, call.User, deadline, providers, health, telemetry, options.Value, time);
        try
        {
            var (vectors, target, usage) = await AskAsync(call, failover, reservation, tokens, deadline.Token, cancellationToken);
            var cost = await reservation.SettleAsync();
            telemetry.Called(AiClass.Embed, null);
            return new AiEmbeddings(vectors, target.Provider.Name, target.Model.Id, usage, cost, failover.Attempts);
        }
        catch (Exception exception)
        {
            var cost = await reservation.SettleAsync();
            var failed = exception switch
            {
                AiException known => known,
                _ when cancellationToken.IsCancellationRequested => null,
                OperationCanceledException => failover.Exception(AiCause.OwnDeadline, "The AI did not answer in time."),
                _ => new AiException(AiCause.OwnError, "The AI service failed.", exception),
            };
            telemetry.Called(AiClass.Embed, failed?.Cause ?? AiCause.CallerCancelled);
            if (failed is null) throw;
            throw new AiException(failed.Cause, failed.Message, exception)
            {
                RetryAfter = failed.RetryAfter, Provider = failed.Provider, Model = failed.Model, Attempts = failover.Attempts, Cost = cost,
            };
        }
    }

    private async Task<(IReadOnlyList<ReadOnlyMemory<float>> Vectors, AiTarget Target, AiUsage Usage)> AskAsync(
        AiEmbedCall call,
        Failover failover,
        CallReservation reservation,
        long tokens,
        CancellationToken cancellationToken,
        CancellationToken caller)
    {
        while (true)
        {
            await reservation.CoverAsync(failover, cancellationToken);
            using var lease = await failover.NextAsync();
            var target = lease.Target;
            var exchange = ProviderExchange.Current = new ProviderExchange();
            using var limit = new CancellationTokenSource(failover.Limit(lease), time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            var started = time.GetTimestamp();
            using var span = telemetry.Start("embeddings", target);
            ProviderFault? fault;
            try
            {
                var made = await providers.Client(target.Provider).Embedder(target.Model.Id)
                    .GenerateAsync(call.Inputs, new EmbeddingGenerationOptions { Dimensions = call.Dimensions }, either.Token);
                var usage = exchange.Usage.Read() ?? new AiUsage(tokens, 0, 0, 0, 0, Estimated: true);
                var isWhole = made.Count == call.Inputs.Count
                    && made.All(v => v.Vector.Length > 0 && v.Vector.Length == made[0].Vector.Length && AreNumbers(v.Vector.Span));
                reservation.Add(Bill(failover, target, usage, isWhole ? AiOutcome.Completed : AiOutcome.Discarded));
                fault = isWhole ? null : AttemptFaults.Plain(AiCause.ProviderAnswerInvalid);
                telemetry.Ended(span, "embeddings", target, time.GetElapsedTime(started), usage, fault?.Cause);
                if (isWhole)
                {
                    lease.Succeeded();
                    return ([.. made.Select(v => v.Vector)], target, usage);
                }
            }
            catch (Exception exception)
            {
                // The reported usage, or else the input, if the caller disconnected while the provider was working.
                var usage = exchange.Usage.Read() ?? (exchange.WasSent && caller.IsCancellationRequested
                    ? new AiUsage(tokens, 0, 0, 0, 0, Estimated: true)
                    : null);
                if (usage is not null) reservation.Add(Bill(failover, target, usage, AiOutcome.Discarded));
                cancellationToken.ThrowIfCancellationRequested();
                fault = limit.IsCancellationRequested
                    ? AttemptFaults.Plain(AiCause.ProviderTimeout)
                    : faults.Of(exception, target, exchange);
                telemetry.Ended(span, "embeddings", target, time.GetElapsedTime(started), usage, fault.Cause);
            }

            failover.Failed(lease, fault!);
        }
    }

    private static bool AreNumbers(ReadOnlySpan<float> vector)
    {
        foreach (var number in vector)
        {
            if (!float.IsFinite(number)) return false;
        }

        return true;
    }

    private static AiBill Bill(Failover failover, AiTarget target, AiUsage usage, AiOutcome outcome) =>
        new(failover.Attempts, target.Provider.Name, target.Model.Id, usage, AiBillKind.Embedding, outcome);
}
