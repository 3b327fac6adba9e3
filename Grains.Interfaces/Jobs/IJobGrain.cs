using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Jobs;

/// <summary>One video: its state machine, lease epoch, artefact, links and lifetimes. Key: <see cref="GrainKeys.Job"/>.</summary>
[Alias("vault.IJobGrain")]
public interface IJobGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Creates the job and puts it into the queue of writers or renderers; repeated calls return the job as it is.</summary>
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

    // What follows is for the workers; a lease of an older epoch is refused and changes nothing, and so does a repeated call.

    /// <summary>Takes the job into work under a lease of <see cref="WorkKind.Write"/> and says what to ask a model for; null where there is nothing to write.</summary>
    [Alias("BeginWriting")]
    Task<WritingOrder?> BeginWritingAsync(WorkLease lease);

    /// <summary>Takes the code of a scene.</summary>
    /// <returns>Whether more is to be written under this lease: begin again.</returns>
    [Alias("Wrote")]
    Task<bool> WroteAsync(WorkLease lease, WrittenScene scene);

    /// <summary>Takes the plan of a longer video; returns as <see cref="WroteAsync"/>.</summary>
    [Alias("Planned")]
    Task<bool> PlannedAsync(WorkLease lease, WrittenPlan plan);

    /// <summary>Takes that no answer came, or one that is of no use; returns as <see cref="WroteAsync"/>.</summary>
    [Alias("WritingFailed")]
    Task<bool> WritingFailedAsync(WorkLease lease, WritingFailure failure);

    /// <summary>Counts what attempts cost that ended without an answer, before the writer gives its lease back to ask again later.</summary>
    /// <param name="cost">US dollars, already booked.</param>
    [Alias("PutOffWriting")]
    Task PutOffWritingAsync(WorkLease lease, string step, decimal cost);

    /// <summary>Takes the job into work under a lease of <see cref="WorkKind.Render"/>: what to render or join, or to stop.</summary>
    [Alias("Begin")]
    Task<WorkOrder> BeginAsync(WorkLease lease);

    /// <summary>Reports progress; the answer says whether to go on.</summary>
    [Alias("Report")]
    Task<bool> ReportAsync(WorkLease lease, JobState state, int percent);

    /// <summary>Takes the video. True also where this very video was taken before.</summary>
    [Alias("Complete")]
    Task<bool> CompleteAsync(WorkLease lease, RenderArtefact artefact);

    /// <summary>
    /// Takes a failure, which ends the lease: a job that can be repaired is in a queue again when this returns. True where
    /// the failure was taken and its render seconds are booked, now or before.
    /// </summary>
    [Alias("Fail")]
    Task<bool> FailAsync(WorkLease lease, RenderFailure failure);

    /// <summary>Books the render seconds of a lease under which the job was cancelled or ran out of time, once; else changes nothing.</summary>
    [Alias("Drop")]
    Task DropAsync(WorkLease lease, double renderSeconds);

    /// <summary>Tells the job of a storyboard how its scenes stand. False where the job is over: its scenes are not wanted any more.</summary>
    [Alias("Scenes")]
    Task<bool> ReportScenesAsync(SceneReport report);
}
