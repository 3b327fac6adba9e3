using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using Orleans.Providers;
using Orleans.Storage;

namespace ObsidianVault.Grains.Work;

/// <summary>
/// Wakes the jobs that an earlier version left in its queue, a grain of its own: each enqueues itself in the current queue.
/// While silos of that version still use their queue, its state keeps changing, and it is left to them.
/// </summary>
internal sealed partial class FormerRenderQueue(
    [FromKeyedServices(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME)] IGrainStorage storage,
    IGrainFactory grains,
    IOptions<ExpiryOptions> expiry,
    TimeProvider time,
    ILogger<FormerRenderQueue> logger) : BackgroundService
{
    private const string StateName = "render-queue";

    /// <summary>Longer than the heartbeat of that version's renderers.</summary>
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(30);

    /// <summary>Longer than it takes to replace all silos.</summary>
    private static readonly TimeSpan s_watched = TimeSpan.FromHours(1);

    private static readonly GrainId s_grain = GrainId.Create("render-queue", "render-queue:0");

    private string? _seen;

    /// <summary>Wakes the jobs and deletes the state if it has not changed since the last look.</summary>
    /// <returns>How many jobs were woken.</returns>
    internal async Task<int> LookAsync()
    {
        var state = new GrainState<FormerQueue>(new FormerQueue());
        await storage.ReadStateAsync(StateName, s_grain, state);
        if (!state.RecordExists || state.State?.Entries is not { IsDefaultOrEmpty: false } entries) return 0;
        if (state.ETag != _seen)
        {
            _seen = state.ETag;
            return 0;
        }

        var now = time.GetUtcNow();
        foreach (var entry in entries) await grains.WakeAsync(GrainKeys.Job(entry.JobId), now, expiry.Value);
        // Last: if the silo dies in between, they are woken once more.
        await storage.ClearStateAsync(StateName, s_grain, state);
        LogWoken(entries.Length);
        return entries.Length;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < s_watched)
        {
            try
            {
                await LookAsync();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception);
            }

            await Task.Delay(s_period * (0.9 + (Random.Shared.NextDouble() / 5)), time, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Woke {Count} jobs waiting in the queue of an earlier version")]
    private partial void LogWoken(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queue of an earlier version could not be read; retrying")]
    private partial void LogFailed(Exception exception);
}

/// <summary>The part of the earlier version's state that is needed here.</summary>
[GenerateSerializer, Immutable, Alias("vault.FormerQueue")]
internal sealed record FormerQueue
{
    [Id(0)] public ImmutableArray<FormerQueueEntry> Entries { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("vault.FormerQueueEntry")]
internal sealed record FormerQueueEntry([property: Id(0)] string JobId);
