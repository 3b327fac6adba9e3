using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>The outcome of one Bot API call.</summary>
/// <param name="Outcome"><see cref="SendOutcome.Sent"/> if the call succeeded, now or earlier.</param>
/// <param name="Value">The call's result; null unless it succeeded.</param>
public sealed record TelegramResult<T>(SendOutcome Outcome, T? Value = null)
    where T : class
{
    /// <summary>How long to wait before the next attempt, if Telegram said so: exactly its <c>retry_after</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The message is not at fault: the attempt does not count.</summary>
    public bool Blameless { get; init; }

    /// <summary>What the error says about the bot as a whole.</summary>
    public LineFault Line { get; init; }

    /// <summary>Telegram's error, for the log; contains no secrets.</summary>
    public string? Detail { get; init; }

    /// <summary>The topic was deleted or closed. Nothing was sent; send it to the chat itself.</summary>
    public bool NoTopic { get; init; }

    /// <summary>The group became a supergroup and now has this address. Nothing was sent; send it there.</summary>
    public ChannelAddress? MovedTo { get; init; }
}

/// <summary>A message as it is in the chat.</summary>
/// <param name="MessageId">Telegram's id of the message, unique in its chat.</param>
/// <param name="FileId">Telegram's id of the sent file, which the same bot can use to send it again; null for a text.</param>
public sealed record TelegramSent(string MessageId, string? FileId = null);

/// <summary>The result of a successful call that returns nothing else.</summary>
public sealed record TelegramDone
{
    public static readonly TelegramDone Instance = new();

    private TelegramDone() { }
}
