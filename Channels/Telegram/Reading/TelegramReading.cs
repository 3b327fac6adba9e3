using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>The result of reading an update.</summary>
/// <param name="Kind">Telegram's name for the kind of update, or <c>unknown</c>.</param>
/// <param name="Outcome">One of <see cref="TelegramOutcomes"/>.</param>
/// <param name="Events">The events to store; empty unless the outcome is <see cref="TelegramOutcomes.Stored"/>.</param>
public sealed record TelegramReading(string Kind, string Outcome, IReadOnlyList<ChannelEvent> Events);

/// <summary>The outcome of an update, as tagged in the counter <c>vault.webhook.events</c>.</summary>
public static class TelegramOutcomes
{
    public const string Stored = "stored";

    /// <summary>The write failed; Telegram sends the update again.</summary>
    public const string NotStored = "not_stored";

    /// <summary>A kind of update that we do not handle.</summary>
    public const string Ignored = "ignored";

    /// <summary>A kind that we handle, but without its required fields.</summary>
    public const string Malformed = "malformed";

    /// <summary>A message without content: a new title, a pinned message, or an unknown kind.</summary>
    public const string Service = "service";

    /// <summary>A group message that does not address the bot.</summary>
    public const string NotAddressed = "not_addressed";

    /// <summary>A group message that addresses a name, while our bot's name is unknown.</summary>
    public const string UsernameUnknown = "username_unknown";

    /// <summary>A message from another bot: two bots answering each other would never stop.</summary>
    public const string FromBot = "from_bot";
}
