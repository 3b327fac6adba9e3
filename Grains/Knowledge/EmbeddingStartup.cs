using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Embeddings;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Grains.Knowledge;

/// <summary>
/// Wakes the collections that the configured model has not embedded, when a silo has started and then every hour: the model may be
/// new, or another one. Each goes on by itself from there.
/// </summary>
internal sealed partial class EmbeddingStartup(
    IServiceProvider services, IGrainFactory grains, TimeProvider time, ILogger<EmbeddingStartup> logger) : BackgroundService
{
    private const int PageSize = 100;
    private static readonly TimeSpan s_period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Only now: all settings are validated first, together.
        if (services.GetService<IPassageEmbedder>()?.Model is not { } model) return;
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            do
            {
                await WakeAsync(model, stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task WakeAsync(string model, CancellationToken stopping)
    {
        try
        {
            var store = services.GetRequiredService<IKnowledgeStore>();
            string? after = null;
            while (await store.ListUnembeddedAsync(model, after, PageSize, stopping) is { Length: > 0 } page)
            {
                foreach (var id in page) await grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(id)).OnDueAsync();
                after = page[^1];
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            LogNotWoken(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The collections that wait to be embedded could not be woken; it is tried again")]
    private partial void LogNotWoken(Exception exception);
}
