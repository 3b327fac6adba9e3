namespace ObsidianVault.Delivery;

/// <summary>Sends to the people of one channel. One implementation a channel.</summary>
public interface IChannelSender
{
    /// <summary>One of <see cref="Channels"/>.</summary>
    string Channel { get; }

    /// <summary>The longest text of one message, in UTF-16 units.</summary>
    int MaxTextLength { get; }

    /// <summary>Whether <see cref="EditAsync"/> works, so that progress can be shown in one message.</summary>
    bool CanEdit { get; }

    /// <summary>Sends one message. Never throws for what the channel answers; cancelled only by <paramref name="cancellationToken"/>.</summary>
    Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken);

    /// <summary>Replaces the text of a message that was sent before.</summary>
    Task<SendResult> EditAsync(ChannelAddress to, string channelMessageId, string text, CancellationToken cancellationToken);
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
}

/// <param name="ChannelMessageId">The channel's id of the sent message.</param>
/// <param name="Detail">The channel's error, for the log; no secrets.</param>
public sealed record SendResult(
    SendOutcome Outcome,
    string? ChannelMessageId = null,
    TimeSpan? RetryAfter = null,
    string? Detail = null);
