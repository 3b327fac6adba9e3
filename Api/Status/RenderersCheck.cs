using Microsoft.Extensions.Diagnostics.HealthChecks;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Api.Status;

/// <summary>Whether the cluster has a renderer. Nothing is called: the client knows which grains the cluster has.</summary>
internal sealed class RenderersCheck(IClusterClient cluster) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            _ = cluster.GetGrain<IRendererGrain>(GrainKeys.Renderer());
            return Task.FromResult(HealthCheckResult.Healthy());
        }
        catch (Exception exception) when (ClusterFaults.Explains(exception))
        {
            return Task.FromResult(HealthCheckResult.Degraded("The cluster has no renderer.", exception));
        }
    }
}
