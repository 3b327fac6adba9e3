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
    public const int MaxAddresses = 20;
    public const int MaxSent = 100;

    [Id(0)] public DateTimeOffset CreatedAt { get; init; }
    [Id(1)] public DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Stored and not yet answered, in order.</summary>
    [Id(2)] public ImmutableArray<InboundMessage> Inbox { get; init; } = [];

    /// <summary>The ids of the newest events, to drop duplicates.</summary>
    [Id(3)] public ImmutableArray<string> Seen { get; init; } = [];

    [Id(4)] public ImmutableArray<ChatTurn> History { get; init; } = [];
    [Id(5)] public ImmutableArray<OutboxItem> Outbox { get; init; } = [];
    [Id(6)] public ImmutableArray<SessionJob> Jobs { get; init; } = [];

    /// <summary>SHA-256 of the bearer secret of web and API, hexadecimal.</summary>
    [Id(7)] public string? SecretHash { get; init; }

    /// <summary>Where the person wrote from, the newest last.</summary>
    [Id(8)] public ImmutableArray<KnownAddress> Addresses { get; init; } = [];

    /// <summary>The newest messages of ours that left the outbox.</summary>
    [Id(9)] public ImmutableArray<SentMessage> Sent { get; init; } = [];

    /// <summary>ISO 639-1; null while unknown.</summary>
    [Id(10)] public string? Language { get; init; }

    /// <summary>Since when a human of ours answers, or null.</summary>
    [Id(11)] public DateTimeOffset? HumanSince { get; init; }

    /// <summary>SHA-256 of the link code's secret, hexadecimal.</summary>
    [Id(12)] public string? LinkHash { get; init; }

    [Id(13)] public DateTimeOffset LinkExpiresAt { get; init; }

    /// <summary>The sessions that became part of this one.</summary>
    [Id(14)] public ImmutableArray<string> Absorbed { get; init; } = [];

    /// <summary>The session that this one became part of.</summary>
    [Id(15)] public string? MovedTo { get; init; }

    /// <summary>Whether what is here still has to be handed to <see cref="MovedTo"/>.</summary>
    [Id(16)] public bool IsMoving { get; init; }

    public bool Exists => CreatedAt != default;

    /// <summary>Whether something is to be done. What is held waits for the person, and ends with the conversation.</summary>
    public bool HasWork => IsMoving || !Inbox.IsEmpty || Outbox.Any(o => !o.Held) || Jobs.Any(j => j.IsFollowed);

    public SessionRecord Touched(DateTimeOffset now) =>
        this with { CreatedAt = Exists ? CreatedAt : now, LastActivityAt = now };

    public SessionRecord WithSeen(string id) => this with { Seen = Last(Seen.Add(id), MaxSeen) };

    public SessionRecord WithTurns(params ReadOnlySpan<ChatTurn> turns) =>
        this with { History = Last(History.AddRange(turns), MaxHistory) };

    public SessionRecord WithJob(SessionJob job) => Jobs.Any(j => j.JobId == job.JobId)
        ? this
        : this with { Jobs = Last(Jobs.Add(job), MaxJobs) };

    /// <summary>Adds to the outbox; an id that is there already, or was sent, is not added again. Nothing goes to who does not want it.</summary>
    public SessionRecord WithOutbound(OutboxItem item) =>
        Outbox.Any(o => o.Message.Id == item.Message.Id) || Sent.Any(s => s.OutboxId == item.Message.Id) || (IsOptedOut(item.Message.To) && item.Kind != OutboxKind.Consent)
            ? this
            : this with { Outbox = Outbox.Add(item) };

    /// <summary>Takes the item out of the outbox and remembers what became of it. A receipt that came before the send's own answer counts.</summary>
    public SessionRecord Sending(OutboxItem item, string? channelMessageId, DeliveryStatus status, DateTimeOffset now, int? errorCode = null) => this with
    {
        Outbox = Outbox.RemoveAll(o => o.Message.Id == item.Message.Id),
        Sent = Sent.Any(s => s.OutboxId == item.Message.Id)
            ? [.. Sent.Select(s => s.OutboxId == item.Message.Id ? s with { ChannelMessageId = s.ChannelMessageId ?? channelMessageId, Status = Deliveries.Next(s.Status, status) } : s)]
            : Last(Sent.Add(new SentMessage(item.Message.Id, item.Message.To, channelMessageId, status, now, errorCode)), MaxSent),
    };

    public SessionRecord Replace(SessionJob old, SessionJob job) => this with { Jobs = Jobs.Replace(old, job) };

    public SessionRecord WithAddress(KnownAddress address)
    {
        var known = Addresses.FirstOrDefault(a => a.Address == address.Address);
        return this with { Addresses = Last((known is null ? Addresses : Addresses.Remove(known)).Add(address), MaxAddresses) };
    }

    public KnownAddress AddressOf(ChannelAddress address) => Addresses.FirstOrDefault(a => a.Address == address) ?? new KnownAddress(address);

    public bool IsOptedOut(ChannelAddress address) => AddressOf(address).OptedOut;

    /// <summary>No more messages to the address, those that wait included; or again.</summary>
    /// <param name="byWords">The person said so: then only their words end it, and not just any message.</param>
    public SessionRecord WithConsent(ChannelAddress address, bool optedOut, bool byWords = false) => WithAddress(AddressOf(address) with { OptedOut = optedOut, ByWords = byWords }) with
    {
        Outbox = optedOut ? Outbox.RemoveAll(o => o.Message.To == address) : Outbox,
        Inbox = optedOut ? Inbox.RemoveAll(m => m.From == address) : Inbox,
        Jobs = optedOut ? [.. Jobs.Select(j => j.ReplyTo == address ? j with { Settled = true } : j)] : Jobs,
    };

    public static string IdOf(ChannelEvent e) => $"{e.From.Channel}:{e.From.Account}:{e.Id}";

    internal static ImmutableArray<T> Last<T>(ImmutableArray<T> items, int count) =>
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
    /// <summary>The last words to somebody who does not want to hear from us.</summary>
    Consent,
    /// <summary>A template that a program sends and nobody waits for.</summary>
    Campaign,
}

/// <param name="SendingSince">Since when a send is under way of which the end is not known.</param>
/// <param name="Held">Waits until the person writes again: the channel allows no free message now.</param>
[GenerateSerializer, Immutable, Alias("vault.OutboxItem")]
public sealed record OutboxItem(
    [property: Id(0)] OutboundMessage Message,
    [property: Id(1)] OutboxKind Kind,
    [property: Id(2)] int Attempts = 0,
    [property: Id(3)] DateTimeOffset? NotBefore = null,
    [property: Id(4)] DateTimeOffset? SendingSince = null,
    [property: Id(5)] bool Held = false);

/// <summary>Where the person is reached, and what they allow.</summary>
[GenerateSerializer, Immutable, Alias("vault.KnownAddress")]
public sealed record KnownAddress(
    [property: Id(0)] ChannelAddress Address,
    [property: Id(1)] DateTimeOffset? LastInboundAt = null,
    [property: Id(2)] bool OptedOut = false,
    [property: Id(3)] DateTimeOffset? InvitedAt = null,
    [property: Id(4)] bool ByWords = false);

/// <summary>A file that stands on a channel, good for sending it again from the same account: for longer than our own copy lives.</summary>
[GenerateSerializer, Immutable, Alias("vault.ChannelFile")]
public sealed record ChannelFile([property: Id(0)] string Channel, [property: Id(1)] string Account, [property: Id(2)] string FileId);

/// <summary>A job of this session. <paramref name="ReplyTo"/> is null where nobody waits in a chat; <paramref name="ReplyToId"/> is the message that asked, in a group, where the result goes to its thread.</summary>
[GenerateSerializer, Immutable, Alias("vault.SessionJob")]
public sealed record SessionJob(
    [property: Id(0)] string JobId,
    [property: Id(1)] string Title,
    [property: Id(2)] ChannelAddress? ReplyTo,
    [property: Id(3)] string? ProgressMessageId = null,
    [property: Id(4)] bool Settled = false,
    [property: Id(5)] ChannelFile? File = null,
    [property: Id(6)] string? ReplyToId = null)
{
    public bool IsFollowed => ReplyTo is not null && !Settled;
}
