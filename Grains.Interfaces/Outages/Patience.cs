using Polly;
using Polly.Retry;

namespace ObsidianVault.Grains.Interfaces.Outages;

/// <summary>
/// Tries a call again while an <see cref="Outage"/> explains that it failed. Patience is a time and not a number of
/// attempts: what matters is that it lasts longer than a failover. Waits grow from 0.2 to 5 seconds, each with jitter, so
/// that not everybody comes back at once. For calls that may be done twice. Not for grain code: it leaves the scheduler.
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
            ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } fault && Outage.Explains(fault)),
            MaxRetryAttempts = int.MaxValue,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(0.2),
            MaxDelay = TimeSpan.FromSeconds(5),
            UseJitter = true,
        }).Build();
    }

    /// <summary>
    /// Calls until a call succeeds or fails for good, or <paramref name="atMost"/> is over, also while a call hangs.
    /// </summary>
    /// <exception cref="TimeoutException">The time is over. The inner exception is that of the last attempt, if one ended.</exception>
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
