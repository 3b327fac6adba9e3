using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces.Desk;
using ObsidianVault.Grains.Interfaces.News;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Desk;

/// <summary>
/// Stores and publishes what changed, one batch at a time: however many conversations there are, their rows cost a few transactions a
/// second. What a crash loses of a batch is said again with the conversation's next change.
/// </summary>
[GrainType("desk"), Reentrant]
public sealed partial class DeskGrain(IDeskStore store, ILogger<DeskGrain> logger) : Grain, IDeskGrain
{
    /// <summary>Beyond it, entries are dropped: the database has been away for a while.</summary>
    private const int MaxPending = 5_000;

    private const int Batch = 200;
    private static readonly TimeSpan s_gather = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DeskEntry> _pending = new(StringComparer.Ordinal);
    private IGrainTimer? _timer;

    public Task NoteAsync(DeskEntry entry)
    {
        if (_pending.TryGetValue(entry.SessionId, out var known) && known.Sequence >= entry.Sequence) return Task.CompletedTask;
        if (_pending.Count < MaxPending || known is not null) _pending[entry.SessionId] = entry;
        Wake(s_gather);
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<DeskEntry>> ReadAsync(DeskQuery query, int limit) => store.ReadAsync(query, limit, CancellationToken.None);

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        if (_pending.Count > 0) await FlushAsync(cancellationToken);
    }

    /// <summary>Flushes after a while, unless that is planned already.</summary>
    private void Wake(TimeSpan wait)
    {
        if (_timer is not null) return;
        _timer = this.RegisterGrainTimer(async cancellationToken =>
        {
            var failed = !await FlushAsync(cancellationToken);
            _timer?.Dispose();
            _timer = null;
            if (_pending.Count > 0) Wake(failed ? s_afterFailure : s_gather);
        }, new GrainTimerCreationOptions { DueTime = wait, Period = Timeout.InfiniteTimeSpan, KeepAlive = true, Interleave = true });
    }

    private async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<DeskEntry> batch = [.. _pending.Values.Take(Batch)];
        foreach (var entry in batch) _pending.Remove(entry.SessionId);
        try
        {
            await store.StoreAsync(batch, cancellationToken);
            await this.GetStreamProvider(NewsStreams.Provider).GetStream<DeskNews>(StreamId.Create(NewsStreams.Desk, NewsStreams.Desk))
                .OnNextAsync(new DeskNews(batch));
            return true;
        }
        catch (Exception exception)
        {
            LogFailed(exception, batch.Length);
            // What came meanwhile is newer.
            foreach (var entry in batch) _pending.TryAdd(entry.SessionId, entry);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Count} conversations could not be listed for operators; it is tried again in some seconds")]
    private partial void LogFailed(Exception exception, int count);
}
