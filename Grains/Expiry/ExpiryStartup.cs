using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Expiry;

/// <summary>Sweeps every bucket once when a silo has started, so that work interrupted by a crash resumes at once.</summary>
internal sealed partial class ExpiryStartup(IGrainFactory grains, IOptions<ExpiryOptions> options, ILogger<ExpiryStartup> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var bucket = 0; bucket < options.Value.Buckets && !stoppingToken.IsCancellationRequested; bucket++)
        {
            try
            {
                await grains.GetGrain<IExpiryGrain>(GrainKeys.Expiry(bucket)).SweepAsync();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogSweepFailed(exception, bucket);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The first sweep of bucket {Bucket} failed; its reminder will retry")]
    private partial void LogSweepFailed(Exception exception, int bucket);
}
