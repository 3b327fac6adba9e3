using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>Sends to the people on one channel. There is one implementation per channel.</summary>
public interface IChannelSender
{
    /// <summary>One of <see cref="ChannelNames"/>.</summary>
    string Channel { get; }

    /// <summary>The maximum length of one message's text, in UTF-16 units.</summary>
    int MaxTextLength { get; }

    /// <summary>
    /// An answer that a model wrote in Markdown, in the channel's own formatting, as messages of at most
    /// <see cref="MaxTextLength"/>. By default it stays as it is.
    /// </summary>
    IReadOnlyList<StyledText> Format(string markdown) =>
        [.. TextSplitter.Split(markdown, MaxTextLength).Select(part => new StyledText(part))];

    /// <summary>The largest video that the channel shows as a video, in bytes; null if the renderer's own limit is smaller.</summary>
    long? MaxVideoBytes => null;

    /// <summary>Whether <see cref="EditAsync"/> works, so that progress can be shown in a single message.</summary>
    bool CanEdit { get; }

    /// <summary>
    /// Whether the channel repeats <see cref="OutboundMessage.Id"/> in its receipts, so that a send with an unknown outcome can
    /// be matched.
    /// </summary>
    bool EchoesIds => false;

    /// <summary>Whether sending a message with the same id again changes nothing, so that nothing has to be waited for.</summary>
    bool SendsOnce => false;

    /// <summary>How long after a person's last message we may write freely; null if always.</summary>
    TimeSpan? Window => null;

    /// <summary>The channel's rate limit for one of our accounts, in messages per second; null if there is none.</summary>
    double? MessagesPerSecond => null;

    /// <summary>The channel's rate limit per recipient; null if there is none.</summary>
    PairPace? PaceTo(ChannelAddress to) => null;

    /// <summary>How often to repeat <see cref="ShowTypingAsync"/> while we work; null to call it once.</summary>
    TimeSpan? TypingPeriod => null;

    /// <summary>Shows a typing indicator. Best effort.</summary>
    /// <param name="topic">The topic of the chat, or null.</param>
    /// <param name="messageId">The channel's id of the message that is being answered.</param>
    Task ShowTypingAsync(ChannelAddress to, string? topic, string? messageId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether <see cref="ShowDraftAsync"/> works for this address.</summary>
    bool CanDraft(ChannelAddress to) => false;

    /// <summary>How long to wait between two calls of <see cref="ShowDraftAsync"/>; null for the setting's time.</summary>
    TimeSpan? DraftPeriod => null;

    /// <summary>Shows an answer that is still being written, until the answer itself is sent. Best effort.</summary>
    /// <param name="topic">The topic of the chat, or null.</param>
    /// <param name="draftId">The same for all drafts of one answer; not 0.</param>
    /// <param name="text">The Markdown that the model has written so far.</param>
    Task ShowDraftAsync(ChannelAddress to, string? topic, long draftId, string text, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    /// <summary>Stops the spinner on a pressed button. Best effort.</summary>
    Task AnswerButtonAsync(ChannelAddress to, string callbackId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Downloads a file that a person sent; seekable, at its start. Null if the channel does not provide it.</summary>
    Task<Stream?> DownloadAsync(ChannelAddress from, InboundAttachment attachment, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(null);

    /// <summary>Asks a person outside the window to write again, in a form that the channel allows then.</summary>
    Task<SendResult> InviteAsync(ChannelAddress to, string id, CancellationToken cancellationToken) =>
        Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "no template is configured"));

    /// <summary>
    /// Sends one message. Never throws because of a channel's error; cancelled only by <paramref name="cancellationToken"/>.
    /// </summary>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>The meaning of an error code in a receipt for a message that the channel had accepted.</summary>
    SendResult FaultOf(int code, string? text) => new(SendOutcome.Rejected, Detail: text);

    /// <summary>Replaces the text and buttons of a message that was sent before.</summary>
    Task<SendResult> EditAsync(
        ChannelAddress to, string channelMessageId, string text, ImmutableArray<OutboundButton> buttons,
        CancellationToken cancellationToken);
}

/// <summary>The outcome of a send.</summary>
public enum SendOutcome
{
    Sent,
    /// <summary>Try again after <see cref="SendResult.RetryAfter"/>.</summary>
    Retry,
    /// <summary>Will never succeed: a bad request. Goes to the dead letters.</summary>
    Rejected,
    /// <summary>The person blocked us or is gone.</summary>
    RecipientGone,
    /// <summary>The person does not want to hear from us.</summary>
    OptedOut,
    /// <summary>The window in which we may write freely has closed.</summary>
    WindowClosed,
    /// <summary>The channel does not accept the file; the message may be sent without it.</summary>
    FileRefused,
}

/// <param name="ChannelMessageId">The channel's id of the sent message.</param>
/// <param name="Detail">The channel's error, for the log; contains no secrets.</param>
public sealed record SendResult(
    SendOutcome Outcome,
    string? ChannelMessageId = null,
    TimeSpan? RetryAfter = null,
    string? Detail = null)
{
    /// <summary>The factor by which <see cref="RetryAfter"/> grows with each failed attempt. Default 1: constant.</summary>
    public double Growth { get; init; } = 1;

    /// <summary>The message is not at fault, for example because the channel is unreachable: the attempt does not count.</summary>
    public bool Blameless { get; init; }

    /// <summary>The channel spares the person this message, and would spare them another one instead.</summary>
    public bool HeldBack { get; init; }

    /// <summary>The message was not sent because its file could not be read from our own store.</summary>
    public bool NoFile { get; init; }

    /// <summary>The channel's id of the sent file, with which the same account can send it again.</summary>
    public string? FileId { get; init; }

    /// <summary>The address by which the channel itself knows the person, if it differs from the one used.</summary>
    public ChannelAddress? AlsoKnownAs { get; init; }

    /// <summary>What the error says about our account as a whole.</summary>
    public LineFault Line { get; init; }
}
