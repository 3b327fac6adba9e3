using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ai;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Ai.Health;

/// <summary>
/// This process's copy of <see cref="IAiHealthGrain"/>. What it observes takes effect at once and is reported to the grain;
/// changes elsewhere arrive by long poll. While the cluster is unreachable, the copy works on its own.
/// </summary>
internal sealed partial class AiHealth(IGrainFactory? grains, TimeProvider time, ILogger<AiHealth> logger) : BackgroundService
{
    /// <summary>The number of consecutive ambiguous failures after which a model cools down.</summary>
    private const int Threshold = 3;

    /// <summary>How long a call that has no alternative waits after the last failure, unless the provider asked for more.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    /// <summary>What a provider asks for by itself: it is not used before, whoever has no alternative.</summary>
    private static readonly FrozenSet<string> s_asked = [AiCause.ProviderRateLimited.Code(), AiCause.ProviderQuotaExhausted.Code()];

    private static readonly TimeSpan s_firstCooldown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_probeLease = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_afterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_afterNothing = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, int> _failures = new(StringComparer.Ordinal);
    private readonly Channel<Func<IAiHealthGrain, Task>> _outbox =
        Channel.CreateBounded<Func<IAiHealthGrain, Task>>(new BoundedChannelOptions(10_000)
        {
            FullMode = BoundedChannelFullMode.DropOldest,
            SingleReader = true,
        });

    private readonly Channel<bool> _spending =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, (AiCooldown Entry, DateTimeOffset At)> _untold = new(StringComparer.Ordinal);
    private volatile CooldownTable _table = CooldownTable.Empty;
    private ImmutableDictionary<string, decimal> _spent = ImmutableDictionary<string, decimal>.Empty;
    private ImmutableDictionary<string, decimal> _unsent = ImmutableDictionary<string, decimal>.Empty;
    private string _day = "";

    /// <summary>Whether a target may be used now.</summary>
    public Availability Of(AiTarget target)
    {
        var entries = _table.Entries;
        if (entries.IsEmpty) return Availability.Free;
        var (key, model) = (entries.GetValueOrDefault(target.Provider.Name), entries.GetValueOrDefault(target.Name));
        if (key is null && model is null) return Availability.Free;
        var now = time.GetUtcNow();
        var free = Latest(key, model, now);
        var alone = Latest(PauseOf(key), PauseOf(model), now);
        return free > now
            ? new Availability(free - now, null) { WaitAlone = alone - now, Cause = Later(key, model)!.Cause }
            : new Availability(TimeSpan.Zero, key is not null ? target.Provider.Name : target.Name);
    }

    /// <summary>If the provider has spent its daily budget, the time until the next day; otherwise null.</summary>
    public TimeSpan? OverBudgetFor(AiProvider provider)
    {
        if (provider.DailyBudget == 0) return null;
        var now = time.GetUtcNow();
        lock (_gate)
        {
            StartDay(now);
            if (_spent.GetValueOrDefault(provider.Name) + _unsent.GetValueOrDefault(provider.Name) < provider.DailyBudget) return null;
        }

        return now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime;
    }

    /// <summary>Acquires the cluster's single probe.</summary>
    public async Task<bool> TryProbeAsync(string subject)
    {
        if (grains is not null)
        {
            try
            {
                if (!await Grain.TryProbeAsync(subject, s_probeLease).WaitAsync(s_patience, time)) return false;
                lock (_gate) _table = _table.TryProbe(subject, s_probeLease, time.GetUtcNow()) ?? _table;
                return true;
            }
            catch (Exception exception)
            {
                LogNotReached(exception);
            }
        }

        lock (_gate)
        {
            if (_table.TryProbe(subject, s_probeLease, time.GetUtcNow()) is not { } taken) return false;
            _table = taken;
            return true;
        }
    }

    /// <summary>The provider responded, even if only to reject the request.</summary>
    public void Succeeded(AiTarget target, string? probe)
    {
        _failures.TryRemove(target.Name, out _);
        if (probe is not null) EndProbe(probe, isWell: true);
    }

    /// <summary>A call that had no alternative, and was made at the given time, got a response.</summary>
    public void Heal(AiTarget target, DateTimeOffset asked)
    {
        _failures.TryRemove(target.Name, out _);
        foreach (var subject in (ReadOnlySpan<string>)[target.Provider.Name, target.Name])
        {
            if (!_table.Entries.ContainsKey(subject)) continue;
            lock (_gate)
            {
                _table = _table.Heal(subject, asked);
                if (!_table.Entries.ContainsKey(subject)) _untold.Remove(subject);
            }

            Send(grain => grain.HealAsync(subject, asked));
        }
    }

    /// <summary>The probe ended without a statement about the provider.</summary>
    public void Abandoned(string? probe)
    {
        if (probe is not null) EndProbe(probe, isWell: false);
    }

    public void Failed(AiTarget target, ProviderFault fault, string? probe)
    {
        if (fault.Cools == CoolScope.Nothing)
        {
            Succeeded(target, probe);
            return;
        }

        var wait = fault.CoolFor;
        if (wait is null)
        {
            var failures = _failures.AddOrUpdate(target.Name, 1, (_, n) => n + 1);
            if (failures < Threshold && probe is null) return;
            wait = s_firstCooldown;
        }

        _failures.TryRemove(target.Name, out _);
        var (until, code) = (time.GetUtcNow() + wait.Value, fault.Cause.Code());
        var subject = fault.Cools == CoolScope.Key ? target.Provider.Name : target.Name;
        Cool(subject, until, code);
        // The probe of the key failed at a model; the key gets the same deadline.
        if (probe is not null && probe != subject) Cool(probe, until, code);
        LogCooled(subject, wait.Value, code);
    }

    public void Spent(AiProvider provider, decimal amount)
    {
        if (amount == 0 || provider.DailyBudget == 0) return;
        lock (_gate)
        {
            StartDay(time.GetUtcNow());
            _unsent = _unsent.SetItem(provider.Name, _unsent.GetValueOrDefault(provider.Name) + amount);
        }

        // Amounts that arrive while a report is on its way go with the next one.
        _spending.Writer.TryWrite(true);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        grains is null
            ? Task.CompletedTask
            : Task.WhenAll(SendAsync(stoppingToken), TellSpendingAsync(stoppingToken), WatchAsync(stoppingToken));

    private IAiHealthGrain Grain => grains!.GetGrain<IAiHealthGrain>(GrainKeys.AiHealth());

    private void Cool(string subject, DateTimeOffset until, string code)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            _table = _table.Cool(subject, until, code, now);
            if (_table.Entries.TryGetValue(subject, out var entry)) _untold[subject] = (entry, now);
        }

        Send(grain => grain.CoolAsync(subject, until, code));
    }

    private void EndProbe(string subject, bool isWell)
    {
        lock (_gate)
        {
            _untold.Remove(subject);
            _table = _table.EndProbe(subject, isWell, time.GetUtcNow());
        }

        Send(grain => grain.EndProbeAsync(subject, isWell));
    }

    private void Send(Func<IAiHealthGrain, Task> news)
    {
        if (grains is not null) _outbox.Writer.TryWrite(news);
    }

    /// <summary>Reports spending until it is confirmed: if a response is lost, counting twice is better than not at all.</summary>
    private async Task TellSpendingAsync(CancellationToken cancellationToken)
    {
        await foreach (var _ in _spending.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                ImmutableDictionary<string, decimal> telling;
                string day;
                lock (_gate) (telling, day) = (_unsent, _day);
                if (telling.IsEmpty) continue;
                await Grain.AddSpendingAsync(telling).WaitAsync(cancellationToken);
                lock (_gate)
                {
                    if (day == _day) Told(telling);
                }
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotReached(exception);
                await Task.Delay(s_afterFailure, time, cancellationToken);
                _spending.Writer.TryWrite(true);
            }
        }
    }

    private void Told(ImmutableDictionary<string, decimal> told)
    {
        foreach (var (provider, amount) in told)
        {
            _spent = _spent.SetItem(provider, _spent.GetValueOrDefault(provider) + amount);
            _unsent = _unsent.SetItem(provider, _unsent.GetValueOrDefault(provider) - amount);
        }

        _unsent = _unsent.RemoveRange(_unsent.Where(left => left.Value == 0).Select(left => left.Key));
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        await foreach (var news in _outbox.Reader.ReadAllAsync(cancellationToken))
        {
            try
            {
                await news(Grain);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotReached(exception);
            }
        }
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        long version = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var report = await Grain.WatchAsync(version, TimeSpan.FromSeconds(15)).WaitAsync(cancellationToken);
                if (report.Version != version) Take(report);
                // A silo that is stopping answers at once, without news.
                else await Task.Delay(s_afterNothing * (0.5 + Random.Shared.NextDouble()), time, cancellationToken);
                version = report.Version;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogNotReached(exception);
                await Task.Delay(s_afterFailure, time, cancellationToken);
            }
        }
    }

    private void Take(AiHealthReport report)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            StartDay(now);
            var entries = report.Cooldowns.ToImmutableDictionary(c => c.Subject);
            // The grain may have sent the report before our own update reached it.
            foreach (var (subject, (entry, at)) in _untold.ToArray())
            {
                if (now - at > s_patience) _untold.Remove(subject);
                else if (!entries.TryGetValue(subject, out var told) || told.Until < entry.Until) entries = entries.SetItem(subject, entry);
            }

            _table = new CooldownTable(entries);
            _spent = report.Spent;
        }
    }

    private void StartDay(DateTimeOffset now)
    {
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (day == _day) return;
        (_day, _spent, _unsent) = (day, ImmutableDictionary<string, decimal>.Empty, ImmutableDictionary<string, decimal>.Empty);
    }

    private static DateTimeOffset Latest(AiCooldown? key, AiCooldown? model, DateTimeOffset now)
    {
        var latest = now;
        foreach (var entry in (ReadOnlySpan<AiCooldown?>)[key, model])
        {
            if (entry is null) continue;
            if (entry.Until > latest) latest = entry.Until;
            if (entry.ProbeUntil > latest) latest = entry.ProbeUntil.Value;
        }

        return latest;
    }

    /// <summary>What is left of it for a call that has no alternative: others may be probing meanwhile.</summary>
    private static AiCooldown? PauseOf(AiCooldown? entry)
    {
        if (entry is null) return null;
        var until = s_asked.Contains(entry.Cause) ? entry.Until : entry.Since + s_pause;
        return entry with { Until = until < entry.Until ? until : entry.Until, ProbeUntil = null };
    }

    private static AiCooldown? Later(AiCooldown? a, AiCooldown? b) => a is null || b?.Until > a.Until ? b : a;

    [LoggerMessage(Level = LogLevel.Warning, Message = "AI provider {Subject} is not used for {Wait}: {Cause}")]
    private partial void LogCooled(string subject, TimeSpan wait, string cause);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The cluster's view of the AI providers is unavailable")]
    private partial void LogNotReached(Exception exception);
}

/// <param name="Wait">How long the target must not be used; zero if it may be used now.</param>
/// <param name="Probe">The subject whose single probe the caller has to acquire first; null if none.</param>
internal readonly record struct Availability(TimeSpan Wait, string? Probe)
{
    /// <summary>How long a call that has no alternative must not use it.</summary>
    public TimeSpan WaitAlone { get; init; }

    /// <summary>The code of the cause; null if it may be used now.</summary>
    public string? Cause { get; init; }

    public static Availability Free => default;
}
