using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ai;

/// <summary>
/// What every process in the cluster knows about the AI providers: cooldown deadlines, and what each cost today.
/// Key: <see cref="GrainKeys.AiHealth"/>. Processes keep a copy and wait for changes with <see cref="WatchAsync"/>.
/// </summary>
[Alias("vault.IAiHealthGrain")]
public interface IAiHealthGrain : IGrainWithStringKey
{
    /// <summary>Stops using a provider, or one of its models, until the given time. Of two deadlines the later one counts.</summary>
    /// <param name="subject">"provider" or "provider/model".</param>
    [Alias("Cool")]
    Task CoolAsync(string subject, DateTimeOffset until, string cause);

    /// <summary>
    /// Whether the caller may probe a subject whose deadline has passed. True for one caller, until it reports or
    /// <paramref name="lease"/> expires.
    /// </summary>
    [Alias("TryProbe")]
    Task<bool> TryProbeAsync(string subject, TimeSpan lease);

    /// <summary>Reports a probe's result. Success ends the cooldown; without a result, another caller may probe.</summary>
    [Alias("EndProbe")]
    Task EndProbeAsync(string subject, bool isWell);

    /// <summary>
    /// Ends a cooldown before its deadline: a call that had no alternative, and was made at the given time, got a response. One that
    /// began later stays.
    /// </summary>
    [Alias("Heal")]
    Task HealAsync(string subject, DateTimeOffset asked);

    /// <summary>Adds provider costs, in US dollars, to the totals of the current UTC day.</summary>
    [Alias("AddSpending")]
    Task AddSpendingAsync(ImmutableDictionary<string, decimal> byProvider);

    /// <summary>Returns as soon as there is a newer version, or after the wait (at most 20 seconds).</summary>
    [Alias("Watch")]
    Task<AiHealthReport> WatchAsync(long version, TimeSpan wait);
}

/// <param name="Version">Grows with every change, also across restarts of the grain.</param>
/// <param name="Spent">US dollars of the current UTC day per provider.</param>
[GenerateSerializer, Immutable, Alias("vault.AiHealthReport")]
public sealed record AiHealthReport(
    [property: Id(0)] long Version,
    [property: Id(1)] ImmutableArray<AiCooldown> Cooldowns,
    [property: Id(2)] ImmutableDictionary<string, decimal> Spent);

/// <param name="Subject">"provider" or "provider/model".</param>
/// <param name="Until">The subject is not used before this time.</param>
/// <param name="ProbeUntil">After the deadline: when the current probe expires; null if there is none.</param>
/// <param name="Level">The number of consecutive cooldowns.</param>
/// <param name="Since">When the last failure was.</param>
[GenerateSerializer, Immutable, Alias("vault.AiCooldown")]
public sealed record AiCooldown(
    [property: Id(0)] string Subject,
    [property: Id(1)] DateTimeOffset Until,
    [property: Id(2)] DateTimeOffset? ProbeUntil,
    [property: Id(3)] int Level,
    [property: Id(4)] string Cause,
    [property: Id(5)] DateTimeOffset Since = default);
