using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Renderer;

/// <summary>Tells the job of a step's progress while the step is done, and learns so within a second that the job was cancelled.</summary>
internal sealed partial class ProgressRelay(IJobGrain job, HeldLease held, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    public async Task<T> RunAsync<T>(JobState state, StepProgress progress, Func<Task<T>> step)
    {
        using var done = new CancellationTokenSource();
        var telling = TellAsync(state, progress, done.Token);
        try
        {
            return await step();
        }
        finally
        {
            await done.CancelAsync();
            await telling;
        }
    }

    private async Task TellAsync(JobState state, StepProgress progress, CancellationToken done)
    {
        using var timer = new PeriodicTimer(s_period, time);
        var sent = progress.Percent;
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                var percent = Math.Max(sent, progress.Percent);
                // Without progress too: the answer says whether the job was cancelled.
                try
                {
                    if (!await job.ReportAsync(held.Lease, state, percent)) await held.DropAsync();
                    sent = percent;
                }
                catch (Exception exception)
                {
                    // Progress is for the eye, and the next report may arrive: the heartbeat decides whether the lease still holds.
                    LogNoProgress(logger, exception, held.Lease.JobId);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The work is done.
        }
    }

    [LoggerMessage(LogLevel.Warning, "The progress of job {JobId} could not be reported")]
    private static partial void LogNoProgress(ILogger logger, Exception exception, string jobId);
}
