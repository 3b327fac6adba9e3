using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Ai.Health;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.Ai;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.AiHealth;

/// <summary>Reentrant, so that pending <c>WatchAsync</c> calls do not block updates.</summary>
[GrainType("ai-health"), Reentrant]
public sealed class AiHealthGrain(
    [PersistentState("ai-health")] IPersistentState<AiHealthState> storage, IHostApplicationLifetime host, TimeProvider time)
    : DurableGrain<AiHealthState>(storage), IAiHealthGrain
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);
    private TaskCompletionSource _changed = new();
    private CooldownTable _cooldowns = CooldownTable.Empty;
    private long _version;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // Keeps growing across restarts as long as there is less than one change per microsecond.
        _version = time.GetUtcNow().Ticks / 10;
        _cooldowns = new CooldownTable(State.Cooldowns.ToImmutableDictionary(c => c.Subject));
        return base.OnActivateAsync(cancellationToken);
    }

    public async Task CoolAsync(string subject, DateTimeOffset until, string cause)
    {
        _cooldowns = _cooldowns.Cool(subject, until, cause, time.GetUtcNow());
        Tell();
        // A short cooldown ends before a restarted grain would read it.
        if (until - time.GetUtcNow() > TimeSpan.FromSeconds(30))
            await CommitAsync(State with { Cooldowns = [.. _cooldowns.Entries.Values] });
    }

    public Task<bool> TryProbeAsync(string subject, TimeSpan lease)
    {
        if (_cooldowns.TryProbe(subject, lease, time.GetUtcNow()) is not { } taken) return Task.FromResult(false);
        _cooldowns = taken;
        Tell();
        return Task.FromResult(true);
    }

    public async Task EndProbeAsync(string subject, bool isWell)
    {
        _cooldowns = _cooldowns.EndProbe(subject, isWell, time.GetUtcNow());
        Tell();
        if (isWell && State.Cooldowns.Any(c => c.Subject == subject))
            await CommitAsync(State with { Cooldowns = [.. _cooldowns.Entries.Values] });
    }

    public async Task HealAsync(string subject, DateTimeOffset asked)
    {
        _cooldowns = _cooldowns.Heal(subject, asked);
        Tell();
        if (State.Cooldowns.Any(c => c.Subject == subject) && !_cooldowns.Entries.ContainsKey(subject))
            await CommitAsync(State with { Cooldowns = [.. _cooldowns.Entries.Values] });
    }

    public async Task AddSpendingAsync(ImmutableDictionary<string, decimal> byProvider)
    {
        var today = Today();
        var spent = State.Day == today ? State.Spent : ImmutableSortedDictionary<string, decimal>.Empty;
        foreach (var (provider, amount) in byProvider) spent = spent.SetItem(provider, spent.GetValueOrDefault(provider) + amount);
        await CommitAsync(State with { Day = today, Spent = spent });
        Tell();
    }

    public async Task<AiHealthReport> WatchAsync(long version, TimeSpan wait)
    {
        if (version == _version)
        {
            try
            {
                await _changed.Task.WaitAsync(wait < s_longestWait ? wait : s_longestWait, time, host.ApplicationStopping);
            }
            catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
            {
                // Nothing changed in time, or the silo is stopping and must not wait for calls. Return the report as it is.
            }
        }

        var spent = State.Day == Today() ? State.Spent.ToImmutableDictionary() : ImmutableDictionary<string, decimal>.Empty;
        return new AiHealthReport(_version, [.. _cooldowns.Entries.Values], spent);
    }

    private void Tell()
    {
        _version++;
        var changed = _changed;
        _changed = new TaskCompletionSource();
        changed.SetResult();
    }

    private string Today() => time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

[GenerateSerializer, Immutable, Alias("vault.AiHealthState")]
public sealed record AiHealthState
{
    [Id(0)] public ImmutableArray<AiCooldown> Cooldowns { get; init; } = [];

    /// <summary>The day of <see cref="Spent"/>, "2026-11-23".</summary>
    [Id(1)] public string Day { get; init; } = "";

    /// <summary>US dollars per provider.</summary>
    [Id(2)] public ImmutableSortedDictionary<string, decimal> Spent { get; init; } =
        ImmutableSortedDictionary<string, decimal>.Empty;
}
