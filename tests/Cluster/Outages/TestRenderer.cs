using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Cluster.Outages;

/// <summary>Plays the renderer: the one place in these tests that knows how work is handed out.</summary>
internal sealed class TestRenderer(TestVault vault)
{
    private IWorkQueue Queue => vault.Silos[0].Services.GetRequiredService<IWorkQueue>();

    /// <summary>Leases the next job, once one waits; a queue that is away is asked again.</summary>
    public async Task<WorkLease> LeaseAsync()
    {
        WorkLease? lease = null;
        await Eventually.AssertAsync(async () =>
        {
            try
            {
                return (lease = await Queue.LeaseAsync(WorkKind.Render, "test", TestContext.Current.CancellationToken)) is not null;
            }
            catch (Exception fault) when (Outage.Explains(fault) || fault is SiloKilledException)
            {
                return false;
            }
        }, "a job waits for a renderer");
        return lease!;
    }

    public Task<WorkOrder> BeginAsync(WorkLease lease) => JobOf(lease).BeginAsync(lease);

    /// <returns>The job's id.</returns>
    public async Task<string> RenderOneAsync()
    {
        var lease = await LeaseAsync();
        (await BeginAsync(lease)).Kind.ShouldBe(WorkOrderKind.Render);
        await CompleteAsync(lease);
        return lease.JobId;
    }

    public async Task CompleteAsync(WorkLease lease)
    {
        var (job, key) = (JobOf(lease), $"videos/{lease.JobId}.mp4");
        (await job.ReportAsync(lease, JobState.Rendering, 50)).ShouldBeTrue();
        (await job.ReportAsync(lease, JobState.Uploading, 92)).ShouldBeTrue();
        var objects = vault.Silos[0].Services.GetRequiredService<IObjectStore>();
        await objects.PutAsync(key, new MemoryStream(new byte[10]), "video/mp4", TestContext.Current.CancellationToken);
        (await job.CompleteAsync(lease, new RenderArtefact(key, 10, 6, 2))).ShouldBeTrue();
    }

    private IJobGrain JobOf(WorkLease lease) => vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(lease.JobId));
}
