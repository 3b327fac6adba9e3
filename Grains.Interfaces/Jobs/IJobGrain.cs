using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>One video: its state machine, lease epoch, artefact, links and lifetimes. Key: <see cref="GrainKeys.Job"/>.</summary>
[Alias("vault.IJobGrain")]
public interface IJobGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Creates the job and puts it into the render queue; repeated calls return the job as it is.</summary>
    [Alias("Submit")]
    Task<SubmitResult> SubmitAsync(string sessionId, JobRequest request);

    /// <summary>The job, or null where there is none.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<JobSnapshot?> GetAsync();

    /// <summary>Waits until the job has changed since <paramref name="afterSequence"/>, at most <paramref name="wait"/> (capped at 15 s), and returns it.</summary>
    [Alias("Watch"), AlwaysInterleave]
    Task<JobSnapshot?> WatchAsync(long afterSequence, TimeSpan wait);

    [Alias("Cancel")]
    Task<JobSnapshot?> CancelAsync();

    /// <summary>Deletes a job that is over, with its files and links; a job that is not over, or not there, is left alone.</summary>
    /// <exception cref="TimeoutException">The object store does not answer; nothing was deleted that a second call would miss.</exception>
    [Alias("Delete")]
    Task DeleteAsync();

    /// <summary>The caller has told its user about the ready video (a channel took it).</summary>
    [Alias("MarkDelivered")]
    Task MarkDeliveredAsync();

    /// <summary>A new link while the video lives, or null.</summary>
    [Alias("CreateLink")]
    Task<VideoLink?> CreateLinkAsync();

    /// <summary>Checks a link's token. With <paramref name="claim"/> the first call claims the link; without (HEAD) nothing changes.</summary>
    [Alias("ClaimLink")]
    Task<ClaimResult> ClaimLinkAsync(string token, bool claim);

    // What follows is the renderer's side; a lease of an older epoch is refused and changes nothing.

    /// <summary>Takes the job into work under this lease, or says why not. Starts generation where code is missing.</summary>
    [Alias("Begin")]
    Task<WorkOrder> BeginAsync(WorkLease lease);

    /// <summary>Waits for the code, at most <paramref name="wait"/> (capped at 15 s).</summary>
    [Alias("AwaitCode"), AlwaysInterleave]
    Task<WorkOrder> AwaitCodeAsync(WorkLease lease, TimeSpan wait);

    /// <summary>Reports progress; the answer says whether to go on.</summary>
    [Alias("Report")]
    Task<bool> ReportAsync(WorkLease lease, JobState state, int percent);

    [Alias("Complete")]
    Task<bool> CompleteAsync(WorkLease lease, RenderArtefact artefact);

    [Alias("Fail")]
    Task<bool> FailAsync(WorkLease lease, RenderFailure failure);

    /// <summary>Books the render seconds of a lease under which the job was cancelled or ran out of time, once; else changes nothing.</summary>
    [Alias("Drop")]
    Task DropAsync(WorkLease lease, double renderSeconds);
}
