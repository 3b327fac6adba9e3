using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Renderer.Leases;

/// <summary>Reports a step's progress to the job while the step runs, and so learns within a second if the job was cancelled.</summary>
internal sealed partial class ProgressRelay(IJobGrain job, HeldLease held, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

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
        var (sent, pause) = (progress.Percent, s_afterFailure);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                var percent = Math.Max(sent, progress.Percent);
                // Without progress too: the answer says whether the job was cancelled.
                try
                {
                    // The running step does not wait for answers about its progress.
                    if (!await job.ReportAsync(held.Lease, state, percent).WaitAsync(done)) await held.DropAsync();
                    (sent, pause) = (percent, s_afterFailure);
                }
                catch (Exception exception) when (!done.IsCancellationRequested)
                {
                    // Progress is only for display, and the next report may arrive: the heartbeat decides whether the lease still holds.
                    LogNoProgress(logger, exception, held.Lease.JobId);
                    await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, done);
                    pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
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
