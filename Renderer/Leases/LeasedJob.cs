using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using Polly;
using Polly.Retry;

namespace ObsidianVault.Renderer.Leases;

/// <summary>
/// The job of a lease. A failing call is repeated while the lease is held: a dying silo or an unreachable database costs
/// neither the work nor an attempt. The job counts a repeated report once.
/// </summary>
internal sealed partial class LeasedJob
{
    /// <summary>Far longer than it takes to notice a dead silo. A job that cannot be reached by then is given back.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    private readonly HeldLease _held;
    private readonly ResiliencePipeline _retry;

    public LeasedJob(IJobGrain grain, HeldLease held, TimeProvider time, ILogger logger)
    {
        (Grain, _held) = (grain, held);
        _retry = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(s_patience)
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromSeconds(0.25),
                MaxDelay = TimeSpan.FromSeconds(5),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => ValueTask.FromResult(
                    args.Outcome.Exception is not null && !args.Context.CancellationToken.IsCancellationRequested),
                OnRetry = args =>
                {
                    LogRepeated(logger, args.Outcome.Exception, held.Lease.JobId);
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>For calls that are not repeated.</summary>
    public IJobGrain Grain { get; }

    public Task<WorkOrder> BeginAsync() => RepeatAsync(() => Grain.BeginAsync(_held.Lease));

    public Task<bool> ReportAsync(JobState state, int percent) => RepeatAsync(() => Grain.ReportAsync(_held.Lease, state, percent));

    public Task<bool> CompleteAsync(RenderArtefact artefact) => RepeatAsync(() => Grain.CompleteAsync(_held.Lease, artefact));

    public Task<bool> FailAsync(RenderFailure failure) => RepeatAsync(() => Grain.FailAsync(_held.Lease, failure));

    public async Task<T> RepeatAsync<T>(Func<Task<T>> call) => await _retry.ExecuteAsync(async _ => await call(), _held.Token);

    [LoggerMessage(LogLevel.Warning, "Job {JobId} did not take a report; it is told again")]
    private static partial void LogRepeated(ILogger logger, Exception? exception, string jobId);
}
