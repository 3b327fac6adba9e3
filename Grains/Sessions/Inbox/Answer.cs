namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>What came of answering one message.</summary>
/// <param name="Change">The change that records it; null where there is no answer.</param>
internal sealed record Answer(Func<SessionRecord, SessionRecord>? Change)
{
    /// <summary>Why there is none.</summary>
    public Exception? Fault { get; init; }

    /// <summary>The person stopped it.</summary>
    public bool IsStopped { get; init; }

    /// <summary>What is done in memory once it is stored.</summary>
    public Action? Recorded { get; init; }

    public static implicit operator Answer(Func<SessionRecord, SessionRecord> change) => new(change);
}
