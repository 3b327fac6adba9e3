using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Writing;

/// <summary>
/// Takes one leased job through its writing steps. A paid answer is reported to the job again and again while the lease
/// holds; a fault of ours does not count as a failure and costs the job no attempt.
/// </summary>
internal sealed partial class SceneWriter(
    IGrainFactory grains, IWorkQueue queue, WritingStep step, TimeProvider time, ILogger<SceneWriter> logger)
{
    /// <summary>Longer than it takes to notice a silo's death, or to restart a database.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_afterFault = TimeSpan.FromSeconds(10);

    public async Task RunAsync(WorkLease lease, CancellationToken stopping)
    {
        await using var held = new WritingLease(queue, lease, time, logger, stopping);
        try
        {
            await WriteAsync(grains.GetGrain<IJobGrain>(GrainKeys.Job(lease.JobId)), held);
        }
        catch (OperationCanceledException) when (held.Token.IsCancellationRequested)
        {
            // The job is over, or somebody else holds it. If the host is stopping, another writer takes over at once.
            if (stopping.IsCancellationRequested) await held.ReleaseAsync(after: null, isOurs: true);
        }
        catch (Exception exception)
        {
            LogGivenBack(exception, lease.JobId);
            await held.ReleaseAsync(s_afterFault, isOurs: true);
        }
    }

    private async Task WriteAsync(IJobGrain job, WritingLease held)
    {
        var lease = held.Lease;
        while (await PatientlyAsync(() => job.BeginWritingAsync(lease), held) is { } order)
        {
            var outcome = await step.AskAsync(order, held.Token);
            if (outcome is WritingOutcome.Later later)
            {
                if (later.Cost > 0) await PatientlyAsync(() => PutOffAsync(job, lease, order, later), held);
                await held.ReleaseAsync(later.After, isOurs: !later.Counts);
                return;
            }

            if (!await PatientlyAsync(() => TellAsync(job, lease, outcome), held)) return;
        }
    }

    private static Task<bool> TellAsync(IJobGrain job, WorkLease lease, WritingOutcome outcome) => outcome switch
    {
        WritingOutcome.Scene scene => job.WroteAsync(lease, scene.Written),
        WritingOutcome.Plan plan => job.PlannedAsync(lease, plan.Written),
        WritingOutcome.Failed failed => job.WritingFailedAsync(lease, failed.Failure),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static async Task<bool> PutOffAsync(IJobGrain job, WorkLease lease, WritingOrder order, WritingOutcome.Later later)
    {
        await job.PutOffWritingAsync(lease, order.Step, later.Cost);
        return true;
    }

    /// <summary>
    /// Calls the job until it answers, while the lease holds. It is called at least once, so a stopping host still reports what
    /// it has.
    /// </summary>
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> call, WritingLease held)
    {
        var started = time.GetTimestamp();
        for (var pause = s_firstPause; ; pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause)
        {
            try
            {
                return await call();
            }
            catch (Exception exception) when (!held.Token.IsCancellationRequested && time.GetElapsedTime(started) < s_patience)
            {
                LogAgain(exception, held.Lease.JobId);
            }

            await Task.Delay(pause, time, held.Token);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The writer could not reach job {JobId}; retrying")]
    private partial void LogAgain(Exception exception, string jobId);

    [LoggerMessage(Level = LogLevel.Error, Message = "The writer gives job {JobId} back after a fault")]
    private partial void LogGivenBack(Exception exception, string jobId);
}
