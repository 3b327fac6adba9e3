using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Rendering;

/// <summary>Leases jobs to renderers. Reentrant: many renderers wait here at once; the state changes between awaits only.</summary>
[GrainType("render-queue"), Reentrant]
public sealed class RenderQueueGrain(
    [PersistentState("render-queue")] IPersistentState<RenderQueueState> storage,
    IOptions<WorkQueueOptions> options,
    IHostApplicationLifetime host,
    TimeProvider time) : DurableGrain<RenderQueueState>(storage), IRenderQueueGrain
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LapseCheck = TimeSpan.FromSeconds(1);
    private readonly ChangeSignal _arrival = new(time, host);

    public async Task EnqueueAsync(string jobId, string userId, JobPriority priority)
    {
        if (State.Find(jobId) is not null) return;
        if (State.Entries.Length >= options.Value.MaxDepth)
            throw new WorkQueueFullException();
        await CommitAsync(State with { Entries = State.Entries.Add(new QueueEntry(jobId, userId) { Priority = priority, EnqueuedAt = time.GetUtcNow() }) });
        _arrival.Pulse();
    }

    public async Task<WorkLease?> LeaseAsync(string renderer, TimeSpan wait)
    {
        var until = time.GetUtcNow() + (wait < MaxWait ? wait : MaxWait);
        while (true)
        {
            var now = time.GetUtcNow();
            if (State.Next(now, options.Value.BatchPatience) is { } entry)
            {
                var leased = entry with { Epoch = State.LastEpoch + 1, LeasedUntil = now + options.Value.Lease, Renderer = renderer };
                await CommitAsync(State.Replace(entry, leased) with { LastEpoch = leased.Epoch });
                return ToLease(leased);
            }

            if (now >= until || host.ApplicationStopping.IsCancellationRequested) return null;
            // A lease may lapse without an arrival, so the wait is short while any job is leased.
            var rest = until - now;
            var pause = State.Entries.Length > 0 && LapseCheck < rest ? LapseCheck : rest;
            await _arrival.WaitAsync(pause);
        }
    }

    public async Task<WorkLease?> RenewAsync(WorkLease lease)
    {
        if (Held(lease) is not { } entry) return null;
        var renewed = entry with { LeasedUntil = time.GetUtcNow() + options.Value.Lease };
        await CommitAsync(State.Replace(entry, renewed));
        return ToLease(renewed);
    }

    public async Task RemoveAsync(string jobId)
    {
        if (State.Find(jobId) is { } entry) await CommitAsync(State with { Entries = State.Entries.Remove(entry) });
    }

    public async Task ReleaseAsync(WorkLease lease)
    {
        if (Held(lease) is not { } entry) return;
        await CommitAsync(State.Replace(entry, entry with { LeasedUntil = null, Renderer = null, Returned = entry.Returned + 1 }));
        _arrival.Pulse();
    }

    public Task<QueueDepth> GetDepthAsync()
    {
        var now = time.GetUtcNow();
        var leased = State.Entries.Count(e => e.IsLeased(now));
        return Task.FromResult(new QueueDepth(State.Entries.Length - leased, leased));
    }

    private QueueEntry? Held(WorkLease lease) =>
        State.Find(lease.JobId) is { } entry && entry.Epoch == lease.Epoch && entry.LeasedUntil is not null ? entry : null;

    private static WorkLease ToLease(QueueEntry entry) => new(entry.JobId, WorkKind.Render, entry.Epoch, entry.LeasedUntil!.Value) { Returned = entry.Returned };
}
