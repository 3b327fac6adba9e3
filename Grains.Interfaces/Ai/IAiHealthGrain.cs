using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Ai;

/// <summary>
/// What every process of the cluster knows about the AI providers: who cools down until when, and what each cost today.
/// Key: <see cref="GrainKeys.AiHealth"/>. Processes keep a copy and wait for news with <see cref="WatchAsync"/>.
/// </summary>
[Alias("vault.IAiHealthGrain")]
public interface IAiHealthGrain : IGrainWithStringKey
{
    /// <summary>Leaves a provider, or one model of it, alone until then. Of two deadlines the later one counts.</summary>
    /// <param name="subject">"provider" or "provider/model".</param>
    [Alias("Cool")]
    Task CoolAsync(string subject, DateTimeOffset until, string cause);

    /// <summary>Whether the caller may try a subject whose deadline has passed. True for one caller; it reports, or <paramref name="lease"/> passes.</summary>
    [Alias("TryProbe")]
    Task<bool> TryProbeAsync(string subject, TimeSpan lease);

    /// <summary>The probe had an answer: the subject is well. Without an answer, another may probe.</summary>
    [Alias("EndProbe")]
    Task EndProbeAsync(string subject, bool isWell);

    /// <summary>Adds what providers cost, in US dollars, to this day's (UTC) totals.</summary>
    [Alias("AddSpending")]
    Task AddSpendingAsync(ImmutableDictionary<string, decimal> byProvider);

    /// <summary>Answers as soon as there is something newer than the version, at the latest after the wait (at most 20 seconds).</summary>
    [Alias("Watch")]
    Task<AiHealthReport> WatchAsync(long version, TimeSpan wait);
}

/// <param name="Version">Grows with every change, also over a restart of the grain.</param>
/// <param name="Spent">US dollars of this day (UTC) by provider.</param>
[GenerateSerializer, Immutable, Alias("vault.AiHealthReport")]
public sealed record AiHealthReport(
    [property: Id(0)] long Version,
    [property: Id(1)] ImmutableArray<AiCooldown> Cooldowns,
    [property: Id(2)] ImmutableDictionary<string, decimal> Spent);

/// <param name="Subject">"provider" or "provider/model".</param>
/// <param name="Until">Nobody asks it before.</param>
/// <param name="ProbeUntil">After the deadline: who probes it has until then; null where nobody does.</param>
/// <param name="Level">How many times in a row it was cooled.</param>
[GenerateSerializer, Immutable, Alias("vault.AiCooldown")]
public sealed record AiCooldown(
    [property: Id(0)] string Subject,
    [property: Id(1)] DateTimeOffset Until,
    [property: Id(2)] DateTimeOffset? ProbeUntil,
    [property: Id(3)] int Level,
    [property: Id(4)] string Cause);
