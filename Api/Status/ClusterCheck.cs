using Microsoft.Extensions.Diagnostics.HealthChecks;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Health;

namespace ObsidianVault.Api.Status;

/// <summary>
/// Whether a silo answers; any one will do. A pulse grain is activated where the call arrives, so that no single grain, and
/// no single silo, decides about every front end. A call that goes to a silo which is dying is made again.
/// </summary>
internal sealed class ClusterCheck(IClusterClient cluster, TimeProvider time) : IHealthCheck
{
    private const int Tries = 3;
    private const int Keys = 32;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    private int _next;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        Exception? last = null;
        for (var n = 0; n < Tries; n++)
        {
            try
            {
                // Another key each time: a client sends the calls to one key over one gateway.
                var key = GrainKeys.Pulse((uint)Interlocked.Increment(ref _next) % Keys);
                await cluster.GetGrain<IPulseGrain>(key).BeatAsync().WaitAsync(s_patience, time, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (ClusterFaults.Explains(exception))
            {
                last = exception;
            }
        }

        return HealthCheckResult.Unhealthy("No silo of the cluster answers.", last);
    }
}
