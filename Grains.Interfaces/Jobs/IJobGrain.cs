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

    /// <summary>The job, or null if it does not exist.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<JobSnapshot?> GetAsync();

    [Alias("Cancel")]
    Task<JobSnapshot?> CancelAsync();

    /// <summary>Deletes a finished job with its files and links; a job that is unfinished or does not exist is left alone.</summary>
    /// <exception cref="TimeoutException">The object store does not answer; a second call deletes whatever is left.</exception>
    [Alias("Delete")]
    Task DeleteAsync();

    /// <summary>Called when the user has received the ready video (a channel accepted it).</summary>
    [Alias("MarkDelivered")]
    Task MarkDeliveredAsync();

    /// <summary>A new link while the video exists, or null.</summary>
    [Alias("CreateLink")]
    Task<VideoLink?> CreateLinkAsync();

    /// <summary>
    /// Checks a link's token. With <paramref name="claim"/> the first call claims the link; without it (HEAD) nothing changes.
    /// </summary>
    [Alias("ClaimLink")]
    Task<ClaimResult> ClaimLinkAsync(string token, bool claim);

    // The methods below are for workers. A lease of an older epoch is refused and changes nothing; neither does a repeated call.

    /// <summary>
    /// Starts work on the job under a lease of <see cref="WorkKind.Write"/> and says what to ask a model for; null if there is
    /// nothing to write.
    /// </summary>
    [Alias("BeginWriting")]
    Task<WritingOrder?> BeginWritingAsync(WorkLease lease);

    /// <summary>Accepts the code of a scene.</summary>
    /// <returns>Whether more is to be written under this lease: begin again.</returns>
    [Alias("Wrote")]
    Task<bool> WroteAsync(WorkLease lease, WrittenScene scene);

    /// <summary>Accepts the plan of a longer video; returns as <see cref="WroteAsync"/>.</summary>
    [Alias("Planned")]
    Task<bool> PlannedAsync(WorkLease lease, WrittenPlan plan);

    /// <summary>Accepts what was found out before the code is written; returns as <see cref="WroteAsync"/>.</summary>
    [Alias("Outlined")]
    Task<bool> OutlinedAsync(WorkLease lease, WrittenOutline outline);

    /// <summary>Accepts what a model says about the finished video; returns as <see cref="WroteAsync"/>.</summary>
    [Alias("Reviewed")]
    Task<bool> ReviewedAsync(WorkLease lease, WrittenReview review);

    /// <summary>Reports that no usable answer came; returns as <see cref="WroteAsync"/>.</summary>
    [Alias("WritingFailed")]
    Task<bool> WritingFailedAsync(WorkLease lease, WritingFailure failure);

    /// <summary>Adds the cost of attempts without an answer, before the writer gives its lease back to ask again later.</summary>
    /// <param name="cost">US dollars, already booked.</param>
    [Alias("PutOffWriting")]
    Task PutOffWritingAsync(WorkLease lease, string step, decimal cost);

    /// <summary>Starts work on the job under a lease of <see cref="WorkKind.Render"/>: what to render or join, or to stop.</summary>
    [Alias("Begin")]
    Task<WorkOrder> BeginAsync(WorkLease lease);

    /// <summary>Reports progress; returns whether to continue.</summary>
    [Alias("Report")]
    Task<bool> ReportAsync(WorkLease lease, JobState state, int percent);

    /// <summary>Accepts the video. Also true if this very video was accepted before.</summary>
    [Alias("Complete")]
    Task<bool> CompleteAsync(WorkLease lease, RenderArtefact artefact);

    /// <summary>
    /// Accepts a failure, which ends the lease: a job that can be repaired is back in a queue when this returns. True if the
    /// failure was accepted and its render seconds are booked, now or before.
    /// </summary>
    [Alias("Fail")]
    Task<bool> FailAsync(WorkLease lease, RenderFailure failure);

    /// <summary>
    /// Books, once, the render seconds of a lease under which the job was cancelled or ran out of time; otherwise changes
    /// nothing.
    /// </summary>
    [Alias("Drop")]
    Task DropAsync(WorkLease lease, double renderSeconds);

    /// <summary>
    /// Books, once, the render seconds of a lease that is given back because other people's jobs come first.
    /// </summary>
    [Alias("GaveWay")]
    Task GaveWayAsync(WorkLease lease, double renderSeconds);

    /// <summary>
    /// Books, once, the seconds for which a lease's formulas were typeset again for later jobs. That may end after the job.
    /// </summary>
    [Alias("BookFormulas")]
    Task BookFormulasAsync(WorkLease lease, double renderSeconds);

    /// <summary>
    /// Reports to a storyboard's job how its scenes stand. False if the job is over, so that its scenes are no longer wanted.
    /// </summary>
    [Alias("Scenes")]
    Task<bool> ReportScenesAsync(SceneReport report);
}
