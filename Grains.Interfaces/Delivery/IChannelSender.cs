using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>Sends to the people of one channel. One implementation a channel.</summary>
public interface IChannelSender
{
    /// <summary>One of <see cref="ChannelNames"/>.</summary>
    string Channel { get; }

    /// <summary>The longest text of one message, in UTF-16 units.</summary>
    int MaxTextLength { get; }

    /// <summary>The largest video that the channel shows as one, in bytes; null where the renderer's own limit is smaller.</summary>
    long? MaxVideoBytes => null;

    /// <summary>Whether <see cref="EditAsync"/> works, so that progress can be shown in one message.</summary>
    bool CanEdit { get; }

    /// <summary>Whether the channel repeats <see cref="OutboundMessage.Id"/> in its receipts, so that a send of which we do not know the end can be looked up.</summary>
    bool EchoesIds => false;

    /// <summary>How long after a person's last message we may write freely; null where always.</summary>
    TimeSpan? Window => null;

    /// <summary>What the channel allows one account of ours in a second; null where it sets no limit.</summary>
    double? MessagesPerSecond => null;

    /// <summary>How fast one person may be written to; null where the channel sets no limit.</summary>
    PairPace? PaceTo(ChannelAddress to) => null;

    /// <summary>How often <see cref="ShowTypingAsync"/> must be repeated while we work; null where once must do.</summary>
    TimeSpan? TypingPeriod => null;

    /// <summary>Shows that an answer is being written. Best effort.</summary>
    /// <param name="messageId">The channel's id of the message that is being answered.</param>
    Task ShowTypingAsync(ChannelAddress to, string? messageId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether <see cref="ShowDraftAsync"/> works there.</summary>
    bool CanDraft(ChannelAddress to) => false;

    /// <summary>Shows an answer that is still being written, until the answer itself comes. Best effort.</summary>
    /// <param name="draftId">The same for the same answer; not 0.</param>
    Task ShowDraftAsync(ChannelAddress to, long draftId, string text, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Ends the waiting of a pressed button. Best effort.</summary>
    Task AnswerButtonAsync(ChannelAddress to, string callbackId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Fetches a file that a person sent; seekable, from its start. Null where the channel does not give it to us.</summary>
    Task<Stream?> DownloadAsync(ChannelAddress from, InboundAttachment attachment, CancellationToken cancellationToken) => Task.FromResult<Stream?>(null);

    /// <summary>Asks a person outside the window to write again, in the form that the channel allows there.</summary>
    Task<SendResult> InviteAsync(ChannelAddress to, string id, CancellationToken cancellationToken) =>
        Task.FromResult(new SendResult(SendOutcome.Rejected, Detail: "no template is configured"));

    /// <summary>Sends one message. Never throws for what the channel answers; cancelled only by <paramref name="cancellationToken"/>.</summary>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>What an error code means that a receipt brings after the channel took the message.</summary>
    SendResult FaultOf(int code, string? text) => new(SendOutcome.Rejected, Detail: text);

    /// <summary>Replaces the text and the buttons of a message that was sent before.</summary>
    Task<SendResult> EditAsync(
        ChannelAddress to, string channelMessageId, string text, ImmutableArray<OutboundButton> buttons, CancellationToken cancellationToken);
}

/// <summary>What became of a send.</summary>
public enum SendOutcome
{
    Sent,
    /// <summary>Try again after <see cref="SendResult.RetryAfter"/>.</summary>
    Retry,
    /// <summary>Will never work: bad request. Goes to the dead letters.</summary>
    Rejected,
    /// <summary>The person blocked us or is gone.</summary>
    RecipientGone,
    /// <summary>The person does not want to hear from us.</summary>
    OptedOut,
    /// <summary>The time in which we may write freely is over.</summary>
    WindowClosed,
    /// <summary>The channel does not take the file: without it, the message may go.</summary>
    FileRefused,
}

/// <param name="ChannelMessageId">The channel's id of the sent message.</param>
/// <param name="Detail">The channel's error, for the log; no secrets.</param>
public sealed record SendResult(
    SendOutcome Outcome,
    string? ChannelMessageId = null,
    TimeSpan? RetryAfter = null,
    string? Detail = null)
{
    /// <summary>By how much <see cref="RetryAfter"/> grows with each failed try. Default 1: it does not.</summary>
    public double Growth { get; init; } = 1;

    /// <summary>The message is not at fault, such as where the channel cannot be reached: the try does not count.</summary>
    public bool Blameless { get; init; }

    /// <summary>The message was not sent because its file could not be had from our own store.</summary>
    public bool NoFile { get; init; }

    /// <summary>The channel's id of the file that was sent, good for sending it again from the same account.</summary>
    public string? FileId { get; init; }

    /// <summary>The address by which the channel itself knows the person, where it is another than was written to.</summary>
    public ChannelAddress? AlsoKnownAs { get; init; }

    /// <summary>What the error says of our account as a whole.</summary>
    public LineFault Line { get; init; }
}
