using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>The durable state of one conversation. Everything that grows is bounded, so a turn costs the same in a long chat.</summary>
[GenerateSerializer, Immutable, Alias("vault.SessionRecord")]
public sealed record SessionRecord
{
    public const int MaxInbox = 100;
    public const int MaxSeen = 500;
    public const int MaxHistory = 100;
    public const int MaxThread = 200_000;
    public const int MaxContext = 20;
    public const int MaxUnkept = 20;
    public const int MaxUnconfirmed = 5;
    public const int MaxJobs = 50;
    public const int MaxAddresses = 20;
    public const int MaxSent = 100;

    [Id(0)] public DateTimeOffset CreatedAt { get; init; }
    [Id(1)] public DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Stored and not yet answered, in order.</summary>
    [Id(2)] public ImmutableArray<InboundMessage> Inbox { get; init; } = [];

    /// <summary>The ids of the newest events, to drop duplicates.</summary>
    [Id(3)] public ImmutableArray<string> Seen { get; init; } = [];

    /// <summary>The thread's newest lines. A model is shown the last <see cref="MaxContext"/> of them.</summary>
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

    /// <summary>Other ids of people here, and the address that stands for them all: where there is one, the phone number.</summary>
    [Id(17)] public ImmutableArray<SameAddress> SameAs { get; init; } = [];

    /// <summary>What was read and is not answered, and has files that are still with the channel.</summary>
    [Id(18)] public ImmutableArray<InboundMessage> Unkept { get; init; } = [];

    /// <summary>The newest free messages that the channel took and may still refuse.</summary>
    [Id(19)] public ImmutableArray<OutboxItem> Unconfirmed { get; init; } = [];

    public bool Exists => CreatedAt != default;

    /// <summary>Whether something is to be done. What is held waits for the person, and ends with the conversation.</summary>
    public bool HasWork => IsMoving || !Inbox.IsEmpty || !Unkept.IsEmpty || Outbox.Any(o => !o.Held) || Jobs.Any(j => j.IsFollowed);

    public SessionRecord Touched(DateTimeOffset now) =>
        this with { CreatedAt = Exists ? CreatedAt : now, LastActivityAt = now };

    public SessionRecord WithSeen(string id) => this with { Seen = Last(Seen.Add(id), MaxSeen) };

    public SessionRecord WithTurns(params ReadOnlySpan<ChatTurn> turns) =>
        this with { History = Thread(History.AddRange(turns)) };

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

    /// <summary>No more messages to the address, those that wait included; or again. What is older than the newest such news changes nothing.</summary>
    /// <param name="byWords">The person said so: then only their words end it, and not just any message.</param>
    public SessionRecord WithConsent(ChannelAddress address, bool optedOut, DateTimeOffset at, bool byWords = false)
    {
        var known = AddressOf(address);
        if (at < known.ConsentAt) return this;
        var next = WithAddress(known with { OptedOut = optedOut, ByWords = optedOut && (byWords || known.ByWords), ConsentAt = at });
        return !optedOut ? next : next.WithRead([.. Inbox.Where(m => m.From == address)]) with
        {
            Outbox = Outbox.RemoveAll(o => o.Message.To == address),
            Inbox = Inbox.RemoveAll(m => m.From == address),
            Jobs = [.. Jobs.Select(j => j.ReplyTo == address ? j with { Settled = true } : j)],
        };
    }

    /// <summary>Into the thread, to be shown and not answered; their files are kept too.</summary>
    public SessionRecord WithRead(ImmutableArray<InboundMessage> messages) =>
        WithTurns([.. messages.Select(m => new ChatTurn("user", m.Text ?? m.Summary ?? $"({m.Kind})", m.At))]) with
        {
            Unkept = Last(Unkept.AddRange(messages.Where(m => m.Attachments.Any(IsKept))), MaxUnkept),
        };

    /// <summary>Whether the file is copied out of its channel.</summary>
    internal static bool IsKept(InboundAttachment attachment) => attachment.Kind is MessageKinds.Image or MessageKinds.Document;

    /// <summary>A human answers from now on. What waits for the assistant is in the thread, and what it has not said yet is not said.</summary>
    public SessionRecord TakenOver(DateTimeOffset now) => WithRead(Inbox) with
    {
        HumanSince = HumanSince ?? now,
        Inbox = [],
        Outbox = Outbox.RemoveAll(o => o is { Kind: OutboxKind.Reply, SendingSince: null }),
    };

    /// <summary>The address that stands for this one.</summary>
    public ChannelAddress PrimaryOf(ChannelAddress address) => SameAs.FirstOrDefault(s => s.Other == address)?.Primary ?? address;

    /// <summary>Notes that the addresses are one person's, whose messages, window and consent are one from here on.</summary>
    public SessionRecord WithSame(ChannelAddress address, ImmutableArray<ChannelAddress> others)
    {
        if (others.IsEmpty) return this;
        ImmutableArray<ChannelAddress> all = [address, .. others];
        // A phone number stands for its person: an answer goes there while it is known.
        var primary = all.FirstOrDefault(a => a.ExternalId.All(char.IsAsciiDigit)) ?? PrimaryOf(address);
        var next = this;
        foreach (var other in all.Distinct().Where(a => a != primary && PrimaryOf(a) != primary))
        {
            var before = next.PrimaryOf(other);
            next = next.Moved(before, primary) with
            {
                SameAs = Last(next.SameAs.RemoveAll(s => s.Other == other).Add(new SameAddress(other, primary)), MaxAddresses),
            };
        }

        return next;
    }

    /// <summary>What is of the old address is of the new one.</summary>
    public SessionRecord Moved(ChannelAddress old, ChannelAddress address)
    {
        if (old == address) return this;
        var next = this;
        if (Addresses.FirstOrDefault(a => a.Address == old) is { } known)
        {
            var there = AddressOf(address);
            var newest = there.ConsentAt == known.ConsentAt ? there.OptedOut ? there : known
                : Later(there.ConsentAt, known.ConsentAt) == there.ConsentAt ? there : known;
            next = this with { Addresses = Addresses.Remove(known) };
            next = next.WithAddress(newest with
            {
                Address = address,
                LastInboundAt = Later(known.LastInboundAt, there.LastInboundAt),
                InvitedAt = Later(known.InvitedAt, there.InvitedAt),
            });
        }

        return next with
        {
            Inbox = [.. Inbox.Select(m => m.From == old ? m with { From = address } : m)],
            Outbox = [.. Outbox.Select(o => o.Message.To == old ? o with { Message = o.Message with { To = address } } : o)],
            Jobs = [.. Jobs.Select(j => j.ReplyTo == old ? j with { ReplyTo = address } : j)],
            SameAs = [.. SameAs.Where(s => s.Other != address).Select(s => s.Primary == old ? s with { Primary = address } : s)],
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;

    public static string IdOf(ChannelEvent e) => $"{e.From.Channel}:{e.From.Account}:{e.Id}";

    /// <summary>The newest lines, as many as are kept: a bound on their number and on their characters, of which the newest line keeps all.</summary>
    internal static ImmutableArray<ChatTurn> Thread(ImmutableArray<ChatTurn> turns)
    {
        var (from, characters) = (turns.Length, 0);
        while (from > 0 && turns.Length - from < MaxHistory && (from == turns.Length || characters + turns[from - 1].Text.Length <= MaxThread))
            characters += turns[--from].Text.Length;
        return turns.RemoveRange(0, from);
    }

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
    /// <summary>What a human or a program of ours says.</summary>
    Said,
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
    [property: Id(4)] bool ByWords = false,
    [property: Id(5)] DateTimeOffset? ConsentAt = null);

[GenerateSerializer, Immutable, Alias("vault.SameAddress")]
public sealed record SameAddress([property: Id(0)] ChannelAddress Other, [property: Id(1)] ChannelAddress Primary);

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
