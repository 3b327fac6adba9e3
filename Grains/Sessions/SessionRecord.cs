using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Files;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Joining;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// The durable header of one conversation. Every collection is bounded, and its bound says what happens beyond it. Older
/// lines and sent messages are rows of <see cref="IConversationStore"/>, so a turn in a long chat writes as little as in a
/// short one.
/// </summary>
[GenerateSerializer, Immutable, Alias("vault.SessionRecord")]
public sealed record SessionRecord
{
    /// <summary>Beyond it, messages are refused until some are answered; the channel redelivers them.</summary>
    public const int MaxInbox = 100;

    /// <summary>The newest events are recognized by their marks; an older one that is redelivered counts as new.</summary>
    public const int MaxSeen = 500;

    /// <summary>Lines that could not be moved to rows yet; beyond it the oldest are dropped.</summary>
    public const int MaxHistory = 100;

    /// <summary>Characters of those lines; the newest line always stays whole.</summary>
    public const int MaxThread = 200_000;

    /// <summary>Lines that a model is shown.</summary>
    public const int MaxContext = 20;

    /// <summary>
    /// Messages that were read but not answered and whose files are still to be stored; beyond it the oldest files are not
    /// stored.
    /// </summary>
    public const int MaxUnkept = 20;

    /// <summary>Messages accepted by a channel that it may still refuse; beyond it, the oldest counts as delivered.</summary>
    public const int MaxUnconfirmed = 20;

    /// <summary>Characters of those messages.</summary>
    public const int MaxUnconfirmedText = 40_000;

    /// <summary>Beyond it, the oldest job that nobody waits for leaves the list.</summary>
    public const int MaxJobs = 50;

    /// <summary>Jobs that a chat waits for at once; beyond it a video is refused with a message.</summary>
    public const int MaxFollowed = 20;

    /// <summary>Beyond it, the oldest address whose owner did not opt out is forgotten.</summary>
    public const int MaxAddresses = 20;

    /// <summary>Sent messages that could not be moved to rows yet; beyond it the oldest are forgotten.</summary>
    public const int MaxSent = 100;

    /// <summary>
    /// Beyond it, messages wait in the inbox, and programs are told to come back later. Job results, which are few, always fit.
    /// </summary>
    public const int MaxOutbox = 100;

    /// <summary>Messages that wait until the person writes again; beyond it the oldest are given up.</summary>
    public const int MaxHeld = 20;

    /// <summary>Beyond it, the rows of the one that joined first are deleted.</summary>
    public const int MaxAbsorbed = 50;

    /// <summary>Beyond it, another collection is refused with a message.</summary>
    public const int MaxAttached = 20;

    /// <summary>Beyond it, the oldest is dropped: by then it has failed for days.</summary>
    public const int MaxFollowUps = 400;

    [Id(0)] public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the person, or a program with the session's token, last asked for something.</summary>
    [Id(1)] public DateTimeOffset LastActivityAt { get; init; }

    /// <summary>Stored but not yet answered, in order.</summary>
    [Id(2)] public ImmutableArray<InboundMessage> Inbox { get; init; } = [];

    /// <summary>How the previous version stored <see cref="SeenMarks"/>; empty from the first write on.</summary>
    [Id(3)] public ImmutableArray<string> Seen { get; init; } = [];

    /// <summary>The thread's newest lines, which are not rows yet.</summary>
    [Id(4)] public ImmutableArray<ChatTurn> History { get; init; } = [];

    [Id(5)] public ImmutableArray<OutboxItem> Outbox { get; init; } = [];

    [Id(6)] public ImmutableArray<SessionJob> Jobs { get; init; } = [];

    /// <summary>SHA-256 of the bearer secret of web and API, hexadecimal.</summary>
    [Id(7)] public string? SecretHash { get; init; }

    /// <summary>Where the person wrote from, newest last.</summary>
    [Id(8)] public ImmutableArray<KnownAddress> Addresses { get; init; } = [];

    /// <summary>Our newest messages that left the outbox and are not rows yet.</summary>
    [Id(9)] public ImmutableArray<SentMessage> Sent { get; init; } = [];

    /// <summary>ISO 639-1; null while unknown.</summary>
    [Id(10)] public string? Language { get; init; }

    /// <summary>Since when one of our people answers, or null.</summary>
    [Id(11)] public DateTimeOffset? HumanSince { get; init; }

    /// <summary>SHA-256 of the link code's secret, hexadecimal.</summary>
    [Id(12)] public string? LinkHash { get; init; }

    [Id(13)] public DateTimeOffset LinkExpiresAt { get; init; }

    /// <summary>The sessions that became part of this one, whose rows are part of its thread.</summary>
    [Id(14)] public ImmutableArray<string> Absorbed { get; init; } = [];

    /// <summary>The session that this one is becoming, or became, part of.</summary>
    [Id(15)] public string? MovedTo { get; init; }

    /// <summary>Whether the record still has to be handed to <see cref="MovedTo"/>. Until then events are still accepted here.</summary>
    [Id(16)] public bool IsMoving { get; init; }

    /// <summary>Other ids of people here, and the address that stands for them all: the phone number, if there is one.</summary>
    [Id(17)] public ImmutableArray<SameAddress> SameAs { get; init; } = [];

    /// <summary>Messages that were read but not answered and whose files are still with the channel.</summary>
    [Id(18)] public ImmutableArray<InboundMessage> Unkept { get; init; } = [];

    /// <summary>The newest messages that the channel accepted and may still refuse.</summary>
    [Id(19)] public ImmutableArray<OutboxItem> Unconfirmed { get; init; } = [];

    /// <summary>Numbers the changes that watchers see; see <see cref="Interfaces.News.ConversationNews"/>.</summary>
    [Id(20)] public long Revision { get; init; }

    /// <summary>What other grains must still be told about what is recorded here.</summary>
    [Id(21)] public ImmutableArray<FollowUp> FollowUps { get; init; } = [];

    /// <summary>The marks of the newest events, to drop duplicates; see <see cref="Sessions.Inbox.SeenMarks"/>.</summary>
    [Id(22)] public string SeenMarks { get; init; } = "";

    /// <summary>How many lines have become rows, which is the number of the first line of <see cref="History"/>.</summary>
    [Id(23)] public long Lines { get; init; }

    /// <summary>Whether sent messages have become rows.</summary>
    [Id(24)] public bool HasSentRows { get; init; }

    /// <summary>The record no longer changes: it is being handed to <see cref="MovedTo"/>, and may have arrived there.</summary>
    [Id(25)] public bool IsSealed { get; init; }

    /// <summary>Who used the newest link code: answering their message again after a crash must find it valid.</summary>
    [Id(26)] public UsedLink? UsedLink { get; init; }

    /// <summary>The ids of the collections that plain questions are answered from, where they have something about them.</summary>
    [Id(27)] public ImmutableArray<string> Attached { get; init; } = [];

    /// <summary>The documents of the latest message that had any: what a bare /learn means.</summary>
    [Id(28)] public ImmutableArray<KeptDocument> Offered { get; init; } = [];

    /// <summary>Whether a person's account is part of this conversation: who they are is kept also without one.</summary>
    [Id(29)] public bool IsAccount { get; init; }

    /// <summary>
    /// The <see cref="Lines"/> of those of <see cref="Absorbed"/> that joined since it is kept. Rows above it came along in their
    /// headers.
    /// </summary>
    [Id(30)] public ImmutableDictionary<string, long> AbsorbedLines { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The account whose person's conversation on the page this is; null for all others.</summary>
    [Id(31)] public string? AccountId { get; init; }

    /// <summary>
    /// The person's other conversations on the page, oldest first; beyond <see cref="ISessionGrain.MaxChats"/> none is opened.
    /// </summary>
    [Id(32)] public ImmutableArray<OpenedChat> Chats { get; init; } = [];

    /// <summary>Whom of our people the conversation is given to.</summary>
    [Id(33)] public string? Assignee { get; init; }

    [Id(34)] public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>How much the person has written lately on Telegram or WhatsApp; null for nothing.</summary>
    [Id(35)] public MessageRate? Rate { get; init; }

    [JsonIgnore]
    public bool Exists => CreatedAt != default;

    /// <summary>Whether there is anything to do. Held messages wait for the person and end with the conversation.</summary>
    [JsonIgnore]
    public bool HasWork => IsMoving
        || !Inbox.IsEmpty
        || !Unkept.IsEmpty
        || !FollowUps.IsEmpty
        || Outbox.Any(o => !o.Held)
        || Jobs.Any(j => j.IsFollowed);

    /// <summary>Creates the session if it does not exist yet.</summary>
    public SessionRecord Begun(DateTimeOffset now) => Exists ? this : this with { CreatedAt = now, LastActivityAt = now };

    /// <summary>The person asked for something: the session's lifetime starts over.</summary>
    public SessionRecord Touched(DateTimeOffset now) => Begun(now) with { LastActivityAt = now };

    /// <summary>What outlives the conversation.</summary>
    public SessionRecord Expired(ImmutableArray<KnownAddress> addresses) => IsAccount
        ? new SessionRecord
        {
            Addresses = addresses, Revision = Revision, IsAccount = true, Absorbed = Absorbed, SameAs = SameAs, Chats = Chats,
        }
        : new SessionRecord { Addresses = addresses, Revision = Revision };

    public SessionRecord WithTurns(params ReadOnlySpan<ChatTurn> turns) => turns.IsEmpty ? this : WithHistory(History.AddRange(turns));

    /// <summary>Sets the header's lines, within their bound.</summary>
    public SessionRecord WithHistory(ImmutableArray<ChatTurn> turns)
    {
        var kept = Thread(turns);
        return this with { History = kept, Lines = Lines + turns.Length - kept.Length };
    }

    /// <summary>Adds to the thread what is shown but not answered; the files are stored too.</summary>
    public SessionRecord WithRead(ImmutableArray<InboundMessage> messages) =>
        WithTurns([.. messages.Select(m => Quotes.Line(m, QuestionText.Shown(m)))]) with
        {
            Unkept = Last(Unkept.AddRange(messages.Where(m => m.Attachments.Any(IsKept))), MaxUnkept),
        };

    /// <summary>Keeps the messages that the channel may still refuse, within their bounds.</summary>
    public SessionRecord WithUnconfirmed(ImmutableArray<OutboxItem> items)
    {
        var kept = Last(items, MaxUnconfirmed);
        while (kept.Sum(o => o.Message.Text.Length) > MaxUnconfirmedText) kept = kept.RemoveAt(0);
        return this with { Unconfirmed = kept };
    }

    public SessionRecord WithFollowUp(FollowUp followUp) =>
        FollowUps.Contains(followUp) ? this : this with { FollowUps = Last(FollowUps.Add(followUp), MaxFollowUps) };

    /// <summary>A human answers from now on. What waits for the assistant is in the thread, and its unsent answers are dropped.</summary>
    /// <param name="sending">The outbox id of the message being sent, which can no longer be recalled.</param>
    public SessionRecord TakenOver(DateTimeOffset now, string? sending) => WithRead(Inbox) with
    {
        HumanSince = HumanSince ?? now,
        Inbox = [],
        Outbox = Outbox.RemoveAll(o => o.Kind == OutboxKind.Reply && o.Message.Id != sending),
    };

    /// <summary>A record of the previous version in this version's form.</summary>
    public SessionRecord Upgraded(DateTimeOffset now) => Seen.IsEmpty && Outbox.All(o => o.At is not null) ? this : this with
    {
        Seen = [],
        SeenMarks = Grains.Sessions.Inbox.SeenMarks.With(SeenMarks, Seen),
        Outbox = [.. Outbox.Select(o => o.At is null ? o with { At = now } : o)],
    };

    /// <summary>Whether the file is copied out of its channel.</summary>
    internal static bool IsKept(InboundAttachment attachment) => attachment.Kind is MessageKinds.Image or MessageKinds.Document;

    public static string IdOf(ChannelEvent e) => $"{e.From.Channel}:{e.From.Account}:{e.Id}";

    internal static bool IsOne(InboundMessage message, InboundMessage other) => message.Id == other.Id && message.From == other.From;

    /// <summary>The newest lines that fit, bounded by their number and their characters; the newest line is always kept whole.</summary>
    internal static ImmutableArray<ChatTurn> Thread(ImmutableArray<ChatTurn> turns)
    {
        var (from, characters) = (turns.Length, 0);
        while (from > 0
            && turns.Length - from < MaxHistory
            && (from == turns.Length || characters + turns[from - 1].Text.Length <= MaxThread))
            characters += turns[--from].Text.Length;
        return turns.RemoveRange(0, from);
    }

    internal static ImmutableArray<T> Last<T>(ImmutableArray<T> items, int count) =>
        items.Length <= count ? items : items.RemoveRange(0, items.Length - count);
}
