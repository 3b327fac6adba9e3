using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Grains.Ledger;

/// <summary>Deletes charges that are older than <see cref="LedgerOptions.EntryLifetime"/>, a few at a time, on every silo.</summary>
internal sealed partial class LedgerRetention(
    ILedgerStore store, IOptions<LedgerOptions> options, TimeProvider time, ILogger<LedgerRetention> logger) : BackgroundService
{
    /// <summary>How many rows one transaction deletes: others wait for it.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan s_period = TimeSpan.FromHours(6);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Deletes what is too old now.</summary>
    /// <returns>How many charges were deleted.</returns>
    internal async Task<int> DeleteAsync(CancellationToken cancellationToken)
    {
        var before = DateOnly.FromDateTime((time.GetUtcNow() - options.Value.EntryLifetime).UtcDateTime);
        var deleted = 0;
        while (true)
        {
            var batch = await store.DeleteEntriesAsync(before, Batch, cancellationToken);
            deleted += batch;
            if (batch < Batch) return deleted;
            await Task.Delay(s_pause, time, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // Not all silos at once, and not while they start.
                await Task.Delay(s_period * (0.5 + Random.Shared.NextDouble()), time, stoppingToken);
                var deleted = await DeleteAsync(stoppingToken);
                if (deleted > 0) LogDeleted(deleted);
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

    [LoggerMessage(LogLevel.Information, "Deleted {Count} old charges; the sums of their days stay")]
    private partial void LogDeleted(int count);

    [LoggerMessage(LogLevel.Warning, "Old charges could not be deleted; it is tried again in some hours")]
    private partial void LogFailed(Exception exception);
}
