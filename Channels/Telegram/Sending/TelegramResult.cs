using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>What became of one call of the Bot API.</summary>
/// <param name="Outcome"><see cref="SendOutcome.Sent"/> where the call worked, and also where it had worked before.</param>
/// <param name="Value">What the call gave; null unless it worked.</param>
public sealed record TelegramResult<T>(SendOutcome Outcome, T? Value = null)
    where T : class
{
    /// <summary>How long to wait before the next try, where Telegram said so: exactly its <c>retry_after</c>.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The message is not at fault: the try does not count.</summary>
    public bool Blameless { get; init; }

    /// <summary>What the error says of the bot as a whole.</summary>
    public LineFault Line { get; init; }

    /// <summary>Telegram's error, for the log; no secrets.</summary>
    public string? Detail { get; init; }

    /// <summary>The group became a supergroup and has this address now. Nothing was sent; send it there.</summary>
    public ChannelAddress? MovedTo { get; init; }
}

/// <summary>A message that stands in a chat.</summary>
/// <param name="MessageId">Telegram's id of the message, unique in its chat.</param>
/// <param name="FileId">Telegram's id of the sent file, good for sending it again with the same bot; null for a text.</param>
public sealed record TelegramSent(string MessageId, string? FileId = null);

/// <summary>A call worked that gives nothing else.</summary>
public sealed record TelegramDone
{
    public static readonly TelegramDone Instance = new();

    private TelegramDone() { }
}
