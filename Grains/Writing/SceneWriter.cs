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
    private static readonly TimeSpan s_afterFault = TimeSpan.FromSeconds(10);

    public async Task RunAsync(WorkLease lease, CancellationToken stopping)
    {
        await using var held = new HeldLease(queue, lease, time, logger, stopping);
        try
        {
            await WriteAsync(grains.GetGrain<IJobGrain>(GrainKeys.Job(lease.JobId)), held);
        }
        catch (OperationCanceledException) when (held.Token.IsCancellationRequested)
        {
            // The job is over, or somebody else holds it. If the host is stopping, another writer takes over at once.
            if (stopping.IsCancellationRequested) await held.ReleaseAsync(isFault: true);
        }
        catch (Exception exception)
        {
            LogGivenBack(exception, lease.JobId);
            await held.ReleaseAsync(isFault: true, s_afterFault);
        }
    }

    private async Task WriteAsync(IJobGrain job, HeldLease held)
    {
        var lease = held.Lease;
        while (await held.RepeatAsync(() => job.BeginWritingAsync(lease)) is { } order)
        {
            var outcome = await step.AskAsync(order, held.Token);
            if (outcome is WritingOutcome.Later later)
            {
                if (later.Cost > 0) await held.RepeatAsync(() => PutOffAsync(job, lease, order, later));
                await held.ReleaseAsync(isFault: !later.Counts, later.After);
                return;
            }

            if (!await held.RepeatAsync(() => TellAsync(job, lease, outcome))) return;
        }
    }

    private static Task<bool> TellAsync(IJobGrain job, WorkLease lease, WritingOutcome outcome) => outcome switch
    {
        WritingOutcome.Scene scene => job.WroteAsync(lease, scene.Written),
        WritingOutcome.Plan plan => job.PlannedAsync(lease, plan.Written),
        WritingOutcome.Outline outline => job.OutlinedAsync(lease, outline.Written),
        WritingOutcome.Review review => job.ReviewedAsync(lease, review.Written),
        WritingOutcome.Failed failed => job.WritingFailedAsync(lease, failed.Failure),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static async Task<bool> PutOffAsync(IJobGrain job, WorkLease lease, WritingOrder order, WritingOutcome.Later later)
    {
        await job.PutOffWritingAsync(lease, order.Step, later.Cost);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The writer gives job {JobId} back after a fault")]
    private partial void LogGivenBack(Exception exception, string jobId);
}
