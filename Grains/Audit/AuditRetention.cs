using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Audit;

namespace ObsidianVault.Grains.Audit;

/// <summary>Deletes entries that are older than <see cref="AuditOptions.Lifetime"/>, a few at a time, on every silo.</summary>
internal sealed partial class AuditRetention(
    IAuditStore store, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditRetention> logger) : BackgroundService
{
    /// <summary>How many rows one transaction deletes: others wait for it.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan s_period = TimeSpan.FromHours(6);

    /// <summary>Deletes what is too old now.</summary>
    internal async Task DeleteAsync(CancellationToken cancellationToken)
    {
        while (await store.DeleteAsync(time.GetUtcNow() - options.Value.Lifetime, Batch, cancellationToken) == Batch)
            await Task.Yield();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Not all silos at once, and not while they start.
                await Task.Delay(s_period * (0.5 + Random.Shared.NextDouble()), time, stoppingToken);
                await DeleteAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                LogFailed(exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Old audit entries could not be deleted; it is tried again in some hours")]
    private partial void LogFailed(Exception exception);
}
