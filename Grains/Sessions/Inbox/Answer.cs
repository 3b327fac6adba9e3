namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>The result of answering one message.</summary>
/// <param name="Change">The change that records it; null if there is no answer.</param>
internal sealed record Answer(Func<SessionRecord, SessionRecord>? Change)
{
    /// <summary>Why there is no answer.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The person stopped it.</summary>
    public bool IsStopped { get; init; }

    /// <summary>The change if the message left the inbox while it was answered, because nobody wants the answer any more.</summary>
    public Func<SessionRecord, SessionRecord>? Unwanted { get; init; }

    /// <summary>What to do in memory once the answer is stored.</summary>
    public Action? Recorded { get; init; }

    public static implicit operator Answer(Func<SessionRecord, SessionRecord> change) => new(change);
}
