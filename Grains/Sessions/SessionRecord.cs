using System.Collections.Immutable;

namespace ObsidianVault.Sessions;

/// <summary>The durable state of one conversation. Everything that grows is bounded, so a turn costs the same in a long chat.</summary>
[GenerateSerializer, Immutable, Alias("vault.SessionRecord")]
public sealed record SessionRecord
{
    public const int MaxInbox = 100;
    public const int MaxSeen = 500;
    public const int MaxHistory = 20;
    public const int MaxJobs = 50;

    [Id(0)] public DateTimeOffset CreatedAt { get; init; }
    [Id(1)] public DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Stored and not yet answered, in order.</summary>
    [Id(2)] public ImmutableArray<InboundMessage> Inbox { get; init; } = [];

    /// <summary>The ids of the newest messages, to drop duplicates.</summary>
    [Id(3)] public ImmutableArray<string> Seen { get; init; } = [];

    [Id(4)] public ImmutableArray<ChatTurn> History { get; init; } = [];
    [Id(5)] public ImmutableArray<OutboxItem> Outbox { get; init; } = [];
    [Id(6)] public ImmutableArray<SessionJob> Jobs { get; init; } = [];

    /// <summary>SHA-256 of the bearer secret of web and API, hexadecimal.</summary>
    [Id(7)] public string? SecretHash { get; init; }

    public bool Exists => CreatedAt != default;

    public bool HasWork => !Inbox.IsEmpty || !Outbox.IsEmpty || Jobs.Any(j => j.IsFollowed);

    public SessionRecord Touched(DateTimeOffset now) =>
        this with { CreatedAt = Exists ? CreatedAt : now, LastActivityAt = now };

    public SessionRecord WithInbound(ImmutableArray<InboundMessage> messages) => this with
    {
        Inbox = Inbox.AddRange(messages),
        Seen = Last(Seen.AddRange(messages.Select(IdOf)), MaxSeen),
    };

    public SessionRecord WithTurns(params ReadOnlySpan<ChatTurn> turns) =>
        this with { History = Last(History.AddRange(turns), MaxHistory) };

    public SessionRecord WithJob(SessionJob job) => Jobs.Any(j => j.JobId == job.JobId)
        ? this
        : this with { Jobs = Last(Jobs.Add(job), MaxJobs) };

    /// <summary>Adds to the outbox; an id that is there already is not added again.</summary>
    public SessionRecord WithOutbound(OutboxItem item) =>
        Outbox.Any(o => o.Message.Id == item.Message.Id) ? this : this with { Outbox = Outbox.Add(item) };

    public SessionRecord Replace(SessionJob old, SessionJob job) => this with { Jobs = Jobs.Replace(old, job) };

    public static string IdOf(InboundMessage message) => $"{message.From.Channel}:{message.From.Account}:{message.Id}";

    private static ImmutableArray<T> Last<T>(ImmutableArray<T> items, int count) =>
        items.Length <= count ? items : items.RemoveRange(0, items.Length - count);
}

/// <summary>What an outbox item is for.</summary>
[GenerateSerializer, Alias("vault.OutboxKind")]
public enum OutboxKind
{
    Reply,
    /// <summary>The acknowledgement of a job; progress is shown by editing it.</summary>
    JobAccepted,
    /// <summary>The video, or why there is none.</summary>
    JobResult,
}

[GenerateSerializer, Immutable, Alias("vault.OutboxItem")]
public sealed record OutboxItem(
    [property: Id(0)] OutboundMessage Message,
    [property: Id(1)] OutboxKind Kind,
    [property: Id(2)] int Attempts = 0,
    [property: Id(3)] DateTimeOffset? NotBefore = null);

/// <summary>A job of this session. <paramref name="ReplyTo"/> is null where nobody waits in a chat.</summary>
[GenerateSerializer, Immutable, Alias("vault.SessionJob")]
public sealed record SessionJob(
    [property: Id(0)] string JobId,
    [property: Id(1)] string Title,
    [property: Id(2)] ChannelAddress? ReplyTo,
    [property: Id(3)] string? ProgressMessageId = null,
    [property: Id(4)] bool Settled = false)
{
    public bool IsFollowed => ReplyTo is not null && !Settled;
}
