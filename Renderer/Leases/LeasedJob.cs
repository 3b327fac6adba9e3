using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Renderer.Leases;

/// <summary>The job of a lease. A failing call is repeated while the lease is held; the job counts a repeated report once.</summary>
internal sealed class LeasedJob(IJobGrain grain, HeldLease held)
{
    /// <summary>For calls that are not repeated.</summary>
    public IJobGrain Grain => grain;

    public Task<WorkOrder> BeginAsync() => held.RepeatAsync(() => grain.BeginAsync(held.Lease));

    public Task<bool> ReportAsync(JobState state, int percent) => held.RepeatAsync(() => grain.ReportAsync(held.Lease, state, percent));

    public Task<bool> CompleteAsync(RenderArtefact artefact) => held.RepeatAsync(() => grain.CompleteAsync(held.Lease, artefact));

    public Task<bool> FailAsync(RenderFailure failure) => held.RepeatAsync(() => grain.FailAsync(held.Lease, failure));
}
