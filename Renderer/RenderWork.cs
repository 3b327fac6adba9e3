using ObsidianVault.Storage;

namespace ObsidianVault.Rendering;

/// <summary>One lease from its first step to its last: code, check, render, upload, completion.</summary>
internal sealed partial class RenderWork(
    IGrainFactory grains, ManimSandbox sandbox, IObjectStore objects, TimeProvider time, ILogger<RenderWork> logger)
{
    private const int RenderFrom = 35;
    private const int RenderTo = 90;
    private static readonly TimeSpan CodeWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    public async Task RunAsync(RenderLease lease, int slot, CancellationToken stoppingToken)
    {
        var queue = grains.GetGrain<IRenderQueueGrain>(GrainKeys.RenderQueue(lease.Shard));
        var job = grains.GetGrain<IJobGrain>(GrainKeys.Job(lease.JobId));
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var heartbeat = BeatAsync(queue, lease, lost);
        try
        {
            await WorkAsync(job, lease, slot, lost);
        }
        catch (OperationCanceledException) when (lost.IsCancellationRequested)
        {
            LogDropped(lease.JobId, lease.Epoch);
            // Where this process stops, another takes the job at once; a lease that was lost is not given back.
            if (stoppingToken.IsCancellationRequested) await queue.ReleaseAsync(lease);
        }
        catch
        {
            await queue.ReleaseAsync(lease);
            throw;
        }
        finally
        {
            await lost.CancelAsync();
            await heartbeat;
        }
    }

    private async Task WorkAsync(IJobGrain job, RenderLease lease, int slot, CancellationTokenSource lost)
    {
        var order = await job.BeginAsync(lease);
        while (order.Kind == WorkOrderKind.Wait)
        {
            lost.Token.ThrowIfCancellationRequested();
            order = await job.AwaitCodeAsync(lease, CodeWait).WaitAsync(lost.Token);
        }

        if (order is not { Kind: WorkOrderKind.Render, Code: { } code }) return;

        var findings = await sandbox.ValidateAsync(code, lost.Token);
        if (!findings.IsEmpty)
        {
            await job.FailAsync(lease, new RenderFailure(JobFault.Code, Sentence(findings[0]), 0));
            return;
        }

        if (!await job.ReportAsync(lease, JobState.Rendering, RenderFrom)) return;
        await using var outcome = await RenderAsync(job, lease, code, order.Quality, slot, lost);
        if (outcome.Failure is { } failure)
        {
            await job.FailAsync(lease, failure);
            return;
        }

        var video = outcome.Video!;
        // Asked before the upload: a renderer that was fenced off must not replace another's video.
        if (!await job.ReportAsync(lease, JobState.Uploading, RenderTo + 2)) return;
        var key = $"videos/{lease.JobId}.mp4";
        var size = video.Content.Length;
        await objects.PutAsync(key, video.Content, "video/mp4", lost.Token);
        await job.CompleteAsync(lease, new RenderArtefact(key, size, video.DurationSeconds, video.RenderSeconds));
    }

    private async Task<RenderOutcome> RenderAsync(
        IJobGrain job, RenderLease lease, string code, Quality quality, int slot, CancellationTokenSource lost)
    {
        await using var progress = new ProgressReports(async done =>
        {
            var percent = RenderFrom + (int)((RenderTo - RenderFrom) * Math.Clamp(done, 0, 1));
            if (!await job.ReportAsync(lease, JobState.Rendering, percent)) await lost.CancelAsync();
        });
        return await sandbox.RenderAsync(code, quality, slot, progress, lost.Token);
    }

    /// <summary>Keeps the lease and notices where the job no longer wants it.</summary>
    private async Task BeatAsync(IRenderQueueGrain queue, RenderLease lease, CancellationTokenSource lost)
    {
        using var timer = new PeriodicTimer(Heartbeat, time);
        try
        {
            while (await timer.WaitForNextTickAsync(lost.Token))
            {
                if (await queue.RenewAsync(lease) is not null) continue;
                await lost.CancelAsync();
            }
        }
        catch (OperationCanceledException)
        {
        }
        catch (Exception exception)
        {
            LogBeatFailed(exception, lease.JobId);
            await lost.CancelAsync();
        }
    }

    private static string Sentence(CodeFinding finding) =>
        finding.Line > 0 && !finding.Message.Contains("ine ", StringComparison.Ordinal) ? $"Line {finding.Line}: {finding.Message}" : finding.Message;

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: the lease of epoch {Epoch} ended before the work")]
    private partial void LogDropped(string jobId, long epoch);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: the lease could not be renewed")]
    private partial void LogBeatFailed(Exception exception, string jobId);
}
