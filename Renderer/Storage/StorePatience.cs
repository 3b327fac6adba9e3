using ObsidianVault.Grains.Interfaces.Objects;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace ObsidianVault.Renderer.Storage;

/// <summary>
/// What a renderer does while the object store is unreachable: a finished file is kept and retried, and no new job is taken,
/// because its video could not be stored.
/// </summary>
internal sealed partial class StorePatience : IDisposable
{
    /// <summary>How long a positive answer is trusted; <see cref="s_doubted"/> is for a missing one.</summary>
    private static readonly TimeSpan s_believed = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_doubted = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_probe = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(15);

    /// <summary>Long enough for the largest file over a slow line.</summary>
    private static readonly TimeSpan s_attempt = TimeSpan.FromMinutes(5);

    private readonly IObjectStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger<StorePatience> _logger;
    private readonly ResiliencePipeline _retry;
    private readonly SemaphoreSlim _probing = new(1, 1);
    private volatile Answer? _last;

    public StorePatience(IObjectStore store, TimeProvider time, ILogger<StorePatience> logger)
    {
        (_store, _time, _logger) = (store, time, logger);
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromSeconds(0.5),
                MaxDelay = s_longestPause,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                // A library's own timeout surfaces as a cancellation that nobody requested.
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is { } exception
                    && !IsFinal(exception)
                    && !args.Context.CancellationToken.IsCancellationRequested),
                OnRetry = args =>
                {
                    Note(answers: false, args.Outcome.Exception);
                    return ValueTask.CompletedTask;
                },
            })
            .AddTimeout(new TimeoutStrategyOptions { Timeout = s_attempt })
            .Build();
    }

    /// <summary>
    /// Repeats a step until it succeeds or the work is cancelled. The step must be restartable. A fault that repeating cannot mend
    /// is thrown: the store is not to blame for it.
    /// </summary>
    public async Task<T> RetryAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken cancellationToken)
    {
        var result = await _retry.ExecuteAsync(async token => await step(token), cancellationToken);
        Note(answers: true, null);
        return result;
    }

    /// <summary>Whether the store answers; it is only asked now and then.</summary>
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (Recent() is { } known) return known;
        await _probing.WaitAsync(cancellationToken);
        try
        {
            if (Recent() is { } news) return news;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(s_probe);
            try
            {
                // Whether this object exists does not matter.
                await _store.GetSizeAsync("videos/probe", limit.Token);
                Note(answers: true, null);
                return true;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                Note(answers: false, exception);
                return false;
            }
        }
        finally
        {
            _probing.Release();
        }
    }

    public void Dispose() => _probing.Dispose();

    /// <summary>What was to be copied is gone, or a defect of ours: waiting would keep the slot from all other work.</summary>
    private static bool IsFinal(Exception exception) => exception is
        FileNotFoundException or ArgumentException or NotSupportedException or InvalidOperationException or NullReferenceException;

    private bool? Recent() =>
        _last is { } last && _time.GetElapsedTime(last.At) < (last.Answers ? s_believed : s_doubted) ? last.Answers : null;

    private void Note(bool answers, Exception? exception)
    {
        var before = _last;
        _last = new Answer(answers, _time.GetTimestamp());
        if (!answers && before is null or { Answers: true }) LogAway(_logger, exception);
        else if (answers && before is { Answers: false }) LogBack(_logger);
    }

    private sealed record Answer(bool Answers, long At);

    [LoggerMessage(LogLevel.Warning, "The object store does not answer: finished videos are kept, and no new job is taken, until it does")]
    private static partial void LogAway(ILogger logger, Exception? exception);

    [LoggerMessage(LogLevel.Information, "The object store answers again")]
    private static partial void LogBack(ILogger logger);
}
