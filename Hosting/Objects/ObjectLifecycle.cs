using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Hosting.Objects;

/// <summary>Deletes the folder store's objects by age; on S3 the bucket's lifecycle rules do that.</summary>
internal sealed partial class ObjectLifecycle(
    FolderObjectStore store, IOptions<LifetimeOptions> lifetimes, TimeProvider time, ILogger<ObjectLifecycle> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);
    // By the operating system's clock, which sets the time of a file that is being written.
    private static readonly TimeSpan PartialLifetime = TimeSpan.FromHours(1);

    internal int Sweep()
    {
        var now = time.GetUtcNow();
        return store.DeleteOlderThan("videos", now - lifetimes.Value.Videos)
            + store.DeleteOlderThan("images", now - lifetimes.Value.Images)
            + store.DeleteOlderThan("documents", now - lifetimes.Value.Documents)
            + store.DeletePartialsOlderThan(TimeProvider.System.GetUtcNow() - PartialLifetime);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            try
            {
                if (Sweep() is > 0 and var deleted) LogDeleted(deleted);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                LogFailed(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} expired objects")]
    private partial void LogDeleted(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not delete all expired objects; trying again later")]
    private partial void LogFailed(Exception exception);
}
