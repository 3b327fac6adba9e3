using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Ai;

namespace ObsidianVault.Ai.Health;

/// <summary>
/// The cooldown rules: open until a deadline, then half-open until one probe got a response. Not thread-safe. The grain and,
/// while the cluster is unreachable, each process use the same rules.
/// </summary>
public sealed record CooldownTable(ImmutableDictionary<string, AiCooldown> Entries)
{
    /// <summary>More than any configuration has.</summary>
    private const int MaxEntries = 1_000;

    /// <summary>The wait doubles with each consecutive failure, up to this.</summary>
    private static readonly TimeSpan s_longestEscalation = TimeSpan.FromMinutes(10);

    /// <summary>A subject that nobody has used for this long starts afresh.</summary>
    private static readonly TimeSpan s_forgetAfter = TimeSpan.FromHours(1);

    public static CooldownTable Empty { get; } = new(ImmutableDictionary<string, AiCooldown>.Empty);

    /// <summary>Cools a subject; a failed probe doubles the wait. The later deadline counts.</summary>
    public CooldownTable Cool(string subject, DateTimeOffset until, string cause, DateTimeOffset now)
    {
        var entries = Entries;
        if (entries.Count >= MaxEntries) entries = entries.RemoveRange(entries.Values.Where(e => e.Until < now).Select(e => e.Subject));
        if (entries.Count >= MaxEntries) return this;
        var old = entries.GetValueOrDefault(subject);
        if (old is not null && old.Until + s_forgetAfter < now) old = null;
        // Responses to calls that were in flight when the cooldown began say nothing new.
        var level = old is null ? 1 : old.Until <= now ? Math.Min(old.Level + 1, 16) : old.Level;
        if (old is not null && old.Until <= now)
        {
            var escalated = now + Min(s_longestEscalation, (until - now) * Math.Pow(2, level - 1));
            if (escalated > until) until = escalated;
        }

        if (old is not null && old.Until > until) until = old.Until;
        return new(entries.SetItem(subject, new AiCooldown(subject, until, null, level, cause, now)));
    }

    /// <summary>The table with the probe acquired; null if it cannot be.</summary>
    public CooldownTable? TryProbe(string subject, TimeSpan lease, DateTimeOffset now)
    {
        if (!Entries.TryGetValue(subject, out var entry)) return this;
        if (entry.Until > now || entry.ProbeUntil > now) return null;
        return new(Entries.SetItem(subject, entry with { ProbeUntil = now + lease }));
    }

    /// <summary>Only a probe ends a cooldown: a response to a call from before the deadline changes nothing.</summary>
    public CooldownTable EndProbe(string subject, bool isWell, DateTimeOffset now)
    {
        if (!Entries.TryGetValue(subject, out var entry) || entry.Until > now) return this;
        return new(isWell ? Entries.Remove(subject) : Entries.SetItem(subject, entry with { ProbeUntil = null }));
    }

    /// <summary>
    /// A call without an alternative got a response before the deadline. One that was made before the last failure says nothing.
    /// </summary>
    public CooldownTable Heal(string subject, DateTimeOffset asked) =>
        Entries.TryGetValue(subject, out var entry) && entry.Since <= asked ? new(Entries.Remove(subject)) : this;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
