using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Outages;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Expiry;

/// <summary>
/// One bucket of grains to be woken. Its rows are in <see cref="IDueStore"/>. A reminder brings it back after a crash, and
/// a timer makes it prompt while it is active. Reentrant: a grain that it wakes may schedule itself here.
/// </summary>
[GrainType("expiry"), Reentrant]
public sealed partial class ExpiryGrain(
    IDueStore store,
    IReminderTable reminders,
    WakeSlots slots,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<ExpiryGrain> logger)
    : Grain, IExpiryGrain, IRemindable
{
    private const string ReminderName = "sweep";
    private const int Page = 100;
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long a sweep waits for one grain. A slower grain keeps its row for the next sweep and does not hold up the rest of
    /// the page.
    /// </summary>
    private static readonly TimeSpan s_pageTime = TimeSpan.FromSeconds(5);

    /// <summary>How long a grain may take before its slot is freed.</summary>
    private static readonly TimeSpan s_wakeTime = TimeSpan.FromSeconds(20);

    private readonly WakeFailures _failures = new();
    private IGrainTimer? _timer;
    private DateTimeOffset _armedFor = DateTimeOffset.MaxValue;
    private bool _hasReminder;
    private bool _sweeping;

    /// <summary>Whether another sweep was called for while this one ran: it follows at once.</summary>
    private bool _wasAsked;
    private int _failedSweeps;

    private int Bucket => int.Parse(this.GetPrimaryKeyString().AsSpan(GrainKeys.ExpiryPrefix.Length), provider: null);

    public async Task ScheduleAsync(string grainKey, DateTimeOffset dueAt)
    {
        await EnsureReminderAsync();
        await store.ScheduleAsync(Bucket, grainKey, dueAt);
        Arm(dueAt);
    }

    public async Task<int> SweepAsync()
    {
        if (_sweeping)
        {
            _wasAsked = true;
            return 0;
        }

        (_sweeping, _wasAsked) = (true, false);
        try
        {
            await EnsureReminderAsync();
            var woken = await WakeDueAsync();
            // Whatever is scheduled from here on may be missing from the answer: it arms the timer itself.
            _armedFor = DateTimeOffset.MaxValue;
            var next = await store.NextDueAsync(Bucket);
            _failedSweeps = 0;
            if (_wasAsked) (_armedFor, next) = (DateTimeOffset.MaxValue, time.GetUtcNow());
            if (next is { } dueAt) Arm(dueAt);
            return woken;
        }
        catch (Exception)
        {
            // The store seems to be down. Retry soon, then less and less often: the reminder alone fires only once a minute.
            _armedFor = DateTimeOffset.MaxValue;
            Arm(time.GetUtcNow() + Backoff.After(++_failedSweeps, TimeSpan.FromSeconds(1), ReminderPeriod));
            throw;
        }
        finally
        {
            _sweeping = false;
        }
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) => SweepUnaskedAsync();

    /// <summary>Nobody awaits a sweep, so a failure is logged and the sweep is retried.</summary>
    private async Task SweepUnaskedAsync()
    {
        try
        {
            await SweepAsync();
        }
        catch (Exception exception)
        {
            LogSweepFailed(exception, Bucket);
        }
    }

    private async Task<int> WakeDueAsync()
    {
        for (var woken = 0; ;)
        {
            var due = await store.ReadDueAsync(Bucket, time.GetUtcNow(), Page);
            if (due.Count == 0) return woken;
            var wakes = new List<(DueRow Row, Task<DateTimeOffset?> Next)>(due.Count);
            foreach (var row in due)
            {
                await slots.EnterAsync(host.ApplicationStopping);
                wakes.Add((row, WakeAsync(row)));
            }

            await Task.WhenAny(Task.WhenAll(wakes.Select(wake => wake.Next)), Task.Delay(s_pageTime, time, host.ApplicationStopping));
            await store.CompleteAsync(Bucket, [.. wakes.Select(wake => new DueOutcome(
                wake.Row,
                wake.Next.IsCompletedSuccessfully ? wake.Next.Result : time.GetUtcNow() + _failures.Next(wake.Row.GrainKey)))]);
            woken += due.Count;
            if (due.Count < Page || host.ApplicationStopping.IsCancellationRequested) return woken;
        }
    }

    /// <summary>When to wake the grain next; soon if it failed.</summary>
    private async Task<DateTimeOffset?> WakeAsync(DueRow row)
    {
        try
        {
            var grain = ExpiringGrains.Of(GrainFactory, row.GrainKey);
            var next = await grain.OnDueAsync().WaitAsync(s_wakeTime, time, host.ApplicationStopping);
            _failures.Forget(row.GrainKey);
            return next;
        }
        catch (Exception exception)
        {
            LogWakeFailed(exception, row.GrainKey);
            return time.GetUtcNow() + _failures.Next(row.GrainKey);
        }
        finally
        {
            slots.Leave();
        }
    }

    /// <summary>
    /// Makes sure that the table has the reminder. Messages wait for this, so the table is read first: the reminder service of
    /// a silo that could not read it when it started takes no reminders for a minute or more.
    /// </summary>
    private async Task EnsureReminderAsync()
    {
        if (_hasReminder) return;
        if ((await reminders.ReadRow(this.GetGrainId(), ReminderName))?.Period != ReminderPeriod)
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
            static (grain, _) => grain.SweepUnaskedAsync(),
            this,
            new GrainTimerCreationOptions { DueTime = wait, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = false });
        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bucket {Bucket} could not be swept; retrying soon")]
    private partial void LogSweepFailed(Exception exception, int bucket);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainKey} could not be woken; retrying")]
    private partial void LogWakeFailed(Exception exception, string grainKey);
}
