using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Storyboards;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Expiry;

/// <summary>
/// One bucket of due grains. Its rows are in <see cref="IDueStore"/>, its reminder brings it back after a crash, and
/// a timer makes it prompt while it lives. Reentrant: a grain that it wakes may schedule itself here.
/// </summary>
[GrainType("expiry"), Reentrant]
public sealed partial class ExpiryGrain(IDueStore store, TimeProvider time, ILogger<ExpiryGrain> logger)
    : Grain, IExpiryGrain, IRemindable
{
    private const string ReminderName = "sweep";
    private const int Batch = 100;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(30);

    private IGrainTimer? _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private bool _hasReminder;
    private bool _sweeping;

    private int Bucket => int.Parse(this.GetPrimaryKeyString().AsSpan(GrainKeys.ExpiryPrefix.Length), provider: null);

    public async Task ScheduleAsync(string grainKey, DateTimeOffset dueAt)
    {
        await EnsureReminderAsync();
        await store.ScheduleAsync(Bucket, grainKey, dueAt);
        Arm(dueAt);
    }

    public async Task<int> SweepAsync()
    {
        if (_sweeping) return 0;
        _sweeping = true;
        try
        {
            await EnsureReminderAsync();
            var woken = 0;
            var due = await store.ReadDueAsync(Bucket, time.GetUtcNow(), Batch);
            while (due.Count > 0)
            {
                await Task.WhenAll(due.Select(WakeAsync));
                woken += due.Count;
                if (due.Count < Batch) break;
                due = await store.ReadDueAsync(Bucket, time.GetUtcNow(), Batch);
            }

            _armedFor = DateTimeOffset.MaxValue;
            if (await store.NextDueAsync(Bucket) is { } next) Arm(next);
            return woken;
        }
        finally
        {
            _sweeping = false;
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => SweepAsync();

    private async Task WakeAsync(DueRow row)
    {
        DateTimeOffset? next;
        try
        {
            next = await Resolve(row.GrainKey).OnDueAsync();
        }
        catch (Exception exception)
        {
            LogWakeFailed(exception, row.GrainKey);
            next = time.GetUtcNow() + AfterFailure;
        }

        await store.CompleteAsync(Bucket, row, next);
    }

    private IExpirable Resolve(string key) =>
        key.StartsWith(GrainKeys.SessionPrefix, StringComparison.Ordinal) ? GrainFactory.GetGrain<ISessionGrain>(key)
        : key.StartsWith(GrainKeys.JobPrefix, StringComparison.Ordinal) ? GrainFactory.GetGrain<IJobGrain>(key)
        : key.StartsWith(GrainKeys.AliasPrefix, StringComparison.Ordinal) ? GrainFactory.GetGrain<IAliasGrain>(key)
        : key.StartsWith(GrainKeys.StoryboardPrefix, StringComparison.Ordinal) ? GrainFactory.GetGrain<IStoryboardGrain>(key)
        : throw new InvalidOperationException($"No grain that expires has a key like {key}.");

    private async Task EnsureReminderAsync()
    {
        if (_hasReminder) return;
        await this.RegisterOrUpdateReminder(ReminderName, ReminderPeriod, ReminderPeriod);
        _hasReminder = true;
    }

    private void Arm(DateTimeOffset dueAt)
    {
        if (dueAt >= _armedFor) return;
        _armedFor = dueAt;
        var wait = dueAt - time.GetUtcNow();
        wait = TimeSpan.FromMilliseconds(Math.Clamp(wait.TotalMilliseconds, 10, TimeSpan.FromHours(1).TotalMilliseconds));
        _timer ??= this.RegisterGrainTimer(
            static (grain, _) => grain.SweepAsync(),
            this,
            new GrainTimerCreationOptions { DueTime = wait, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = false });
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainKey} could not be woken; it is tried again")]
    private partial void LogWakeFailed(Exception exception, string grainKey);
}
