using ObsidianVault.Ai.Billing;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Grains.Jobs;

/// <summary>Books the cost of renders in the ledger of the job's owner. The ledger books each id once.</summary>
internal sealed class JobCharges(IGrainFactory grains, PriceTable prices, JobRules rules, TimeProvider time)
{
    /// <summary>Books one render. A render that took no time and did not come from the cache costs nothing.</summary>
    /// <param name="attempt">Identifies the render among those of the lease.</param>
    public Task BookAsync(JobRecord job, WorkLease lease, string attempt, double seconds, bool cached = false) => seconds <= 0 && !cached
        ? Task.CompletedTask
        : LedgerOf(job).SettleAsync(new LedgerCharge(
            $"job:{lease.JobId}:render:{lease.Epoch}:{attempt}",
            cached ? "render-cached" : "render-seconds",
            job.Request!.Quality.ToString().ToLowerInvariant(),
            decimal.Round((decimal)seconds, 3),
            prices.Render(seconds))
        {
            Channel = job.Request.Channel,
        });

    /// <summary>Whether the owner has used up today's render time (UTC).</summary>
    public async Task<bool> IsRenderTimeUsedAsync(JobRecord job) => await RenderSecondsLeftAsync(job) <= 0;

    /// <summary>The render time that the owner has left today (UTC).</summary>
    public async Task<double> RenderSecondsLeftAsync(JobRecord job)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var sums = await LedgerOf(job).GetDaysAsync(today, today);
        return rules.Options.RenderSecondsPerDay - (double)sums.Where(sum => sum.Kind == "render-seconds").Sum(sum => sum.Quantity);
    }

    private ILedgerGrain LedgerOf(JobRecord job) => grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(job.SessionId!));
}
