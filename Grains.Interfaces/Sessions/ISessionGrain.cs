using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>
/// One conversation: receives messages, answers them in order, and follows its jobs. Its turns are short and do not
/// interleave, except for read-only calls. Key: <see cref="GrainKeys.Session"/>.
/// </summary>
[Alias("vault.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>How many conversations a person may have on the page that have not ended.</summary>
    const int MaxChats = 100;

    /// <summary>Stores the events durably, each once by its id, and answers messages in the background.</summary>
    /// <returns>How many were new.</returns>
    [Alias("Receive")]
    Task<int> ReceiveAsync(ImmutableArray<ChannelEvent> events);

    /// <summary>Opens the session for the web and API: returns a new bearer secret, of which only the hash is kept.</summary>
    [Alias("OpenWeb")]
    Task<string> OpenWebAsync();

    /// <summary>
    /// Opens the session of an account, which has no secret of its own. Its identities on the channels stay joined with it also after
    /// the conversation has expired. Repeated, it counts as using the session.
    /// </summary>
    [Alias("OpenAccount")]
    Task OpenAccountAsync();

    /// <summary>Opens one more conversation of an account's person; see <see cref="MaxChats"/>.</summary>
    /// <returns>Its id; null where there are as many as there may be.</returns>
    [Alias("OpenChat")]
    Task<string?> OpenChatAsync();

    /// <summary>
    /// Makes this session a conversation of the account's person: what it costs is the account's, and what the person may read, it reads.
    /// It has no secret. Repeated, it changes nothing.
    /// </summary>
    [Alias("BecomeChat")]
    Task BecomeChatAsync(string accountId);

    /// <summary>The account whose person's conversation this is, by <see cref="BecomeChatAsync"/>; else null.</summary>
    [Alias("GetAccount"), AlwaysInterleave]
    Task<string?> GetAccountAsync();

    /// <summary>The conversations of <see cref="OpenChatAsync"/> that have not ended, oldest first.</summary>
    [Alias("GetChats"), AlwaysInterleave]
    Task<ImmutableArray<OpenedChat>> GetChatsAsync();

    /// <summary>A conversation of <see cref="OpenChatAsync"/> has ended.</summary>
    [Alias("EndChat")]
    Task EndChatAsync(string sessionId);

    /// <summary>Whether this is the session's secret; constant time.</summary>
    [Alias("Authenticate"), AlwaysInterleave]
    Task<bool> AuthenticateAsync(string secret);

    /// <summary>Submits a job of this session. The same <paramref name="idempotencyKey"/> refers to the same job.</summary>
    [Alias("SubmitJob")]
    Task<SubmitResult> SubmitJobAsync(JobRequest request, string idempotencyKey);

    /// <summary>The conversation with its newest lines and sent messages, at most 100 of each.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<SessionSnapshot> GetAsync();

    /// <summary>Whether anything of this conversation is still stored; an opt-out outlives it.</summary>
    [Alias("IsKept"), AlwaysInterleave]
    Task<bool> IsKeptAsync();

    /// <summary>One of our people takes the conversation over: the assistant is silent until <see cref="HandBackAsync"/>.</summary>
    [Alias("TakeOver")]
    Task TakeOverAsync();

    [Alias("HandBack")]
    Task HandBackAsync();

    /// <summary>Gives the conversation to one of our people, or labels it.</summary>
    [Alias("File")]
    Task FileAsync(Filing filing);

    /// <summary>
    /// Adds a line that only our people see, also after the conversation was joined with another. The same
    /// <paramref name="idempotencyKey"/> adds it once.
    /// </summary>
    /// <param name="by">Who writes it.</param>
    [Alias("AddNote")]
    Task AddNoteAsync(string by, string text, string idempotencyKey);

    /// <summary>Stops the answer that is being written, if there is one; what came of it is kept.</summary>
    [Alias("StopAnswer")]
    Task StopAnswerAsync();

    /// <summary>Sends a message from a human or program on our side. The same <paramref name="idempotencyKey"/> sends once.</summary>
    /// <param name="message">Its id is generated here.</param>
    /// <param name="toLast">Whether it goes to the address the person last wrote from, instead of <see cref="OutboundMessage.To"/>.</param>
    /// <returns>The outbox id; null if there is no address, or the person opted out.</returns>
    /// <exception cref="SessionBusyException">The outbox is full.</exception>
    [Alias("Say")]
    Task<string?> SayAsync(OutboundMessage message, bool toLast, string idempotencyKey);

    /// <summary>
    /// Creates a short-lived, single-use code that joins another conversation with this one. Only the latest code counts.
    /// </summary>
    [Alias("CreateLinkCode")]
    Task<string> CreateLinkCodeAsync();

    /// <summary>Uses up a link code, in constant time. Only the session that used it may use it again, after a crash.</summary>
    /// <param name="sessionId">The session that uses it.</param>
    [Alias("RedeemLinkCode")]
    Task<bool> RedeemLinkCodeAsync(string secret, string sessionId);

    /// <summary>Merges another session's conversation into this one; repeating it changes nothing.</summary>
    [Alias("Absorb")]
    Task AbsorbAsync(SessionExport other);

    /// <summary>
    /// Makes this session and another one conversation. The one with the greater id becomes part of the other, at once or after
    /// its current answer. It still accepts events, so callers need not know which of them continues.
    /// </summary>
    /// <returns>The id of the one that continues.</returns>
    [Alias("Join"), AlwaysInterleave]
    Task<string> JoinAsync(string sessionId);

    /// <summary>Makes this session part of the one with the smaller id.</summary>
    /// <returns>False if it is already part of another.</returns>
    [Alias("Move")]
    Task<bool> MoveAsync(string sessionId);

    /// <summary>Adds a job that was submitted to a session that became part of this one.</summary>
    [Alias("AdoptJob")]
    Task AdoptJobAsync(string jobId, string title);

    /// <summary>Reports the state of a job that belongs to this session, or to one that became part of it. Best effort.</summary>
    [Alias("Hear")]
    Task HearAsync(JobSnapshot job);

    /// <summary>The id of the session in which this conversation continues: its own, unless it became part of another.</summary>
    [Alias("End"), AlwaysInterleave]
    Task<string> EndAsync();

    /// <summary>Every line of the conversation that is kept, oldest first.</summary>
    [Alias("GetLines"), AlwaysInterleave]
    Task<ImmutableArray<ChatTurn>> GetLinesAsync();

    /// <summary>
    /// Erases what is the person's, in every store: the conversation on all channels, jobs with their videos, files, collections, keys, and
    /// who they are. What other grains keep follows in the background, also after a crash. That they want to hear nothing, and what was
    /// spent on each day, stays.
    /// </summary>
    [Alias("Erase")]
    Task EraseAsync();

    /// <summary>Ends a session that became part of another one, whose person erased everything.</summary>
    [Alias("EndMoved")]
    Task EndMovedAsync(string target);

    /// <summary>The ids of all sessions that this conversation is made of, the one that continues first.</summary>
    [Alias("GetKin"), AlwaysInterleave]
    Task<ImmutableArray<string>> GetKinAsync();

    /// <summary>
    /// Who this conversation's person is to the knowledge base: right as soon as two conversations have joined. Asking counts as
    /// using the session.
    /// </summary>
    [Alias("GetReader")]
    Task<Reader> GetReaderAsync();
}

/// <summary>A conversation of an account's person on the page.</summary>
[GenerateSerializer, Immutable, Alias("vault.OpenedChat")]
public sealed record OpenedChat([property: Id(0)] string SessionId, [property: Id(1)] DateTimeOffset OpenedAt);

/// <summary>What moves when two sessions turn out to be one conversation. Opaque to everything but the session grains.</summary>
[GenerateSerializer, Immutable, Alias("vault.SessionExport")]
public sealed record SessionExport([property: Id(0)] string SessionId, [property: Id(1)] string State);

[GenerateSerializer, Immutable, Alias("vault.SessionSnapshot")]
public sealed record SessionSnapshot(
    [property: Id(0)] string SessionId,
    [property: Id(1)] DateTimeOffset CreatedAt,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] ImmutableArray<string> JobIds,
    [property: Id(4)] int PendingIn,
    [property: Id(5)] int PendingOut,
    [property: Id(6)] ImmutableArray<ChatTurn> History,
    [property: Id(7)] bool HumanAnswers,
    [property: Id(8)] ImmutableArray<ChannelAddress> Addresses,
    [property: Id(9)] ImmutableArray<SentMessage> Sent,
    [property: Id(10)] string? Language)
{
    /// <summary>Whom of our people it is given to; null for nobody.</summary>
    [Id(11)] public string? Assignee { get; init; }

    [Id(12)] public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Until when we may write freely to where the person wrote last; null where the channel sets no window.</summary>
    [Id(13)] public DateTimeOffset? WindowEndsAt { get; init; }

    /// <summary>What the person calls themselves; null while unknown.</summary>
    [Id(14)] public string? Name { get; init; }
}

/// <summary>What our people note of a conversation. What is null stays as it is.</summary>
/// <param name="Assignee">Whom it is given to; empty for nobody.</param>
[GenerateSerializer, Immutable, Alias("vault.Filing")]
public sealed record Filing([property: Id(0)] string? Assignee = null, [property: Id(1)] ImmutableArray<string>? Labels = null)
{
    public const int MaxName = 100;
    public const int MaxLabels = 10;
    public const int MaxLabel = 40;
}

/// <summary>One of our messages and its delivery status.</summary>
/// <param name="Text">The beginning of what it said, at most 300 characters; null if it is not known.</param>
[GenerateSerializer, Immutable, Alias("vault.SentMessage")]
public sealed record SentMessage(
    [property: Id(0)] string OutboxId,
    [property: Id(1)] ChannelAddress To,
    [property: Id(2)] string? ChannelMessageId,
    [property: Id(3)] DeliveryStatus Status,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] int? ErrorCode = null,
    [property: Id(6)] bool? Billable = null,
    [property: Id(7)] string? PriceCategory = null,
    [property: Id(8)] string? Text = null);

/// <summary>
/// One line of a conversation. <paramref name="Role"/> is "user", "assistant", "human" (one of our people) or <see cref="Note"/>.
/// </summary>
/// <param name="Quotable">
/// How a later message refers to it: made of the channel's id of it, or our outbox id. Null if by nothing.
/// </param>
/// <param name="By">Which of our people said it; null if that is not known.</param>
[GenerateSerializer, Immutable, Alias("vault.ChatTurn")]
public sealed record ChatTurn(
    [property: Id(0)] string Role,
    [property: Id(1)] string Text,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string? Quotable = null,
    [property: Id(4)] string? By = null)
{
    /// <summary>A line that only our people see: no model and no person is ever shown it.</summary>
    public const string Note = "note";
}
