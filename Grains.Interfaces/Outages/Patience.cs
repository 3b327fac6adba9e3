using Polly;
using Polly.Retry;

namespace ObsidianVault.Grains.Interfaces.Outages;

/// <summary>
/// Retries a call while an <see cref="Outage"/> explains its failure. Patience is a time, not a number of attempts: it must
/// last longer than a failover. Waits grow from 0.2 to 5 seconds, each with jitter, so that callers do not all come back at
/// once. Only for calls that may be repeated. Not for grain code: it leaves the scheduler.
/// </summary>
public sealed class Patience
{
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _retries;

    public Patience(TimeProvider time)
    {
        _time = time;
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(new RetryStrategyOptions
        {
            // A silo that stops cancels the calls that it is at; that is no wish of the caller's.
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } fault
                && (Outage.Explains(fault)
                    || (fault is OperationCanceledException && !arguments.Context.CancellationToken.IsCancellationRequested))),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(0.2),
            MaxDelay = TimeSpan.FromSeconds(5),
            UseJitter = true,
        }).Build();
    }

    /// <summary>
    /// Calls until a call succeeds or fails for good, or until <paramref name="atMost"/> is over, even while a call hangs.
    /// </summary>
    /// <exception cref="TimeoutException">The time is over. The inner exception is the last attempt's, if one ended.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call, TimeSpan atMost, CancellationToken cancellationToken = default)
    {
        using var limit = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        Exception? last = null;
        try
        {
            return await _retries.ExecuteAsync(
                async token =>
                {
                    try
                    {
                        return await call().WaitAsync(token);
                    }
                    catch (Exception exception) when (!token.IsCancellationRequested)
                    {
                        last = exception;
                        throw;
                    }
                },
                either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"There was no answer within {atMost.TotalSeconds:0.#} seconds.", last);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<Task> call, TimeSpan atMost, CancellationToken cancellationToken = default) => RunAsync(
        async () =>
        {
            await call();
            return true;
        },
        atMost,
        cancellationToken);
}
