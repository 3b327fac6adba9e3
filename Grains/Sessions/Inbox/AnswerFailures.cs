using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// The failures to answer one message. Whatever is away on our side comes back: the message waits for it, for longer than a
/// failover takes. A message that fails for another reason is given up after a few attempts, because others wait behind it.
/// </summary>
/// <param name="MessageId">The message, or null if none has failed.</param>
/// <param name="Faults">How often it failed for another reason than an outage.</param>
/// <param name="Outages">How often it failed because of an outage.</param>
/// <param name="Since">When it failed first.</param>
internal sealed record AnswerFailures(string? MessageId, int Faults, int Outages, DateTimeOffset Since)
{
    private const int MaxFaults = 3;
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    public static AnswerFailures None { get; } = new(null, 0, 0, default);

    /// <summary>Whether the fault will pass. A silo that stops cancels the calls that it is at.</summary>
    public static bool IsOutage(Exception fault) => Outage.Explains(fault) || fault is OperationCanceledException;

    public AnswerFailures With(string messageId, bool isOutage, DateTimeOffset now)
    {
        var known = messageId == MessageId ? this : new AnswerFailures(messageId, 0, 0, now);
        return isOutage ? known with { Outages = known.Outages + 1 } : known with { Faults = known.Faults + 1 };
    }

    /// <summary>How long to wait before the next attempt, or null if the message is given up.</summary>
    /// <param name="patience">How long an outage is waited for.</param>
    public TimeSpan? Pause(DateTimeOffset now, TimeSpan patience)
    {
        if (Faults >= MaxFaults || (Outages > 0 && now - Since >= patience)) return null;
        var pause = TimeSpan.FromSeconds(Faults + Outages);
        return pause < s_longestPause ? pause : s_longestPause;
    }
}
