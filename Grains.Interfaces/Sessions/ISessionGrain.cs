using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>
/// One conversation: takes messages in, answers them in order, and follows its jobs. Its turns are short and do not
/// interleave; what only reads does. Key: <see cref="GrainKeys.Session"/>.
/// </summary>
[Alias("vault.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Stores the events durably, once each by their ids, and answers messages in the background.</summary>
    /// <returns>How many were new.</returns>
    [Alias("Receive")]
    Task<int> ReceiveAsync(ImmutableArray<ChannelEvent> events);

    /// <summary>Opens the session for the web and API: returns a new bearer secret, of which only the hash is kept.</summary>
    [Alias("OpenWeb")]
    Task<string> OpenWebAsync();

    /// <summary>Whether the secret is this session's; constant time.</summary>
    [Alias("Authenticate"), AlwaysInterleave]
    Task<bool> AuthenticateAsync(string secret);

    /// <summary>Submits a job of this session. The same <paramref name="idempotencyKey"/> names the same job.</summary>
    [Alias("SubmitJob")]
    Task<SubmitResult> SubmitJobAsync(JobRequest request, string idempotencyKey);

    /// <summary>The conversation with its newest lines and sent messages, at most 100 of each.</summary>
    [Alias("Get"), AlwaysInterleave]
    Task<SessionSnapshot> GetAsync();

    /// <summary>Whether anything is kept of this conversation; that somebody opted out outlives it.</summary>
    [Alias("IsKept"), AlwaysInterleave]
    Task<bool> IsKeptAsync();

    /// <summary>A human of ours takes the conversation over: the assistant is silent until <see cref="HandBackAsync"/>.</summary>
    [Alias("TakeOver")]
    Task TakeOverAsync();

    [Alias("HandBack")]
    Task HandBackAsync();

    /// <summary>Sends a message of a human or a program of ours. The same <paramref name="idempotencyKey"/> sends once.</summary>
    /// <param name="message">Its id is made here.</param>
    /// <param name="toLast">Whether it goes to where the person wrote last, and not to <see cref="OutboundMessage.To"/>.</param>
    /// <returns>The outbox id; null where there is no address, or the person does not want to hear from us.</returns>
    /// <exception cref="SessionBusyException">As many messages as may wait to be sent already.</exception>
    [Alias("Say")]
    Task<string?> SayAsync(OutboundMessage message, bool toLast, string idempotencyKey);

    /// <summary>Makes a code that joins another conversation with this one, once, for a short time. The last one made counts.</summary>
    [Alias("CreateLinkCode")]
    Task<string> CreateLinkCodeAsync();

    /// <summary>Uses up a link code: constant time, at most once.</summary>
    [Alias("RedeemLinkCode")]
    Task<bool> RedeemLinkCodeAsync(string secret);

    /// <summary>Takes another session's conversation in; the same one again changes nothing.</summary>
    [Alias("Absorb")]
    Task AbsorbAsync(SessionExport other);

    /// <summary>
    /// Makes this session and another one conversation. The one with the greater id becomes part of the other, at once or
    /// after what it is answering; it still takes what comes to it, so nobody needs to know which of them goes on.
    /// </summary>
    /// <returns>The id of the one that goes on.</returns>
    [Alias("Join"), AlwaysInterleave]
    Task<string> JoinAsync(string sessionId);

    /// <summary>Makes this session part of the one with the smaller id.</summary>
    /// <returns>False where it is part of another already.</returns>
    [Alias("Move")]
    Task<bool> MoveAsync(string sessionId);

    /// <summary>Adds a job to the list that was submitted to a session which became part of this one.</summary>
    [Alias("AdoptJob")]
    Task AdoptJobAsync(string jobId, string title);

    /// <summary>Hears how a job stands that belongs to this session, or to one that became part of it. Best effort.</summary>
    [Alias("Hear")]
    Task HearAsync(JobSnapshot job);

    /// <summary>The id of the session that this conversation goes on in: its own, where it has become part of none.</summary>
    [Alias("End"), AlwaysInterleave]
    Task<string> EndAsync();
}

/// <summary>What moves when two sessions turn out to be one conversation. Opaque to all but the session grains.</summary>
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
    [property: Id(10)] string? Language);

/// <summary>A message of ours and how far it got.</summary>
[GenerateSerializer, Immutable, Alias("vault.SentMessage")]
public sealed record SentMessage(
    [property: Id(0)] string OutboxId,
    [property: Id(1)] ChannelAddress To,
    [property: Id(2)] string? ChannelMessageId,
    [property: Id(3)] DeliveryStatus Status,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] int? ErrorCode = null,
    [property: Id(6)] bool? Billable = null,
    [property: Id(7)] string? PriceCategory = null);

/// <summary>One line of a conversation. <paramref name="Role"/> is "user", "assistant" or "human" (one of ours).</summary>
[GenerateSerializer, Immutable, Alias("vault.ChatTurn")]
public sealed record ChatTurn(
    [property: Id(0)] string Role,
    [property: Id(1)] string Text,
    [property: Id(2)] DateTimeOffset At);
