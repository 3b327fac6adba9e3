using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Jobs.Repairs;

namespace ObsidianVault.Grains.Jobs;

/// <summary>The settings that decide about jobs, and what the models can do for them.</summary>
internal sealed class JobRules(
    IManimCodeWriter writer,
    IScenePlanner planner,
    ISceneCritic critic,
    IOptions<JobOptions> options,
    IOptions<LifetimeOptions> lifetimes,
    TimeProvider time)
{
    public JobOptions Options => options.Value;

    public LifetimeOptions Lifetimes => lifetimes.Value;

    public RepairTerms Terms(bool isRenderTimeUsed = false) => new(options.Value, writer.CanMend, isRenderTimeUsed, time.GetUtcNow())
    {
        CanPlan = planner.CanPlan,
        CanReview = critic.CanReview,
    };
}
