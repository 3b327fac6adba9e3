using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>What an update says to us.</summary>
/// <param name="Kind">The kind of update as Telegram calls it, or <c>unknown</c>.</param>
/// <param name="Outcome">One of <see cref="TelegramOutcomes"/>.</param>
/// <param name="Events">To store; empty unless the outcome is <see cref="TelegramOutcomes.Stored"/>.</param>
public sealed record TelegramReading(string Kind, string Outcome, IReadOnlyList<ChannelEvent> Events);

/// <summary>What became of an update, in the counter <c>vault.webhook.events</c>.</summary>
public static class TelegramOutcomes
{
    public const string Stored = "stored";

    /// <summary>Telegram sends it again.</summary>
    public const string NotStored = "not_stored";

    /// <summary>Of a kind that we do not take.</summary>
    public const string Ignored = "ignored";

    /// <summary>Of a kind that we take, and without what that kind must have.</summary>
    public const string Malformed = "malformed";

    /// <summary>A message without content: a new title, a pinned message, or news to us.</summary>
    public const string Service = "service";

    /// <summary>Said in a group, and not to us.</summary>
    public const string NotAddressed = "not_addressed";

    /// <summary>Said in a group to a name, while the name of our bot is not known.</summary>
    public const string UsernameUnknown = "username_unknown";

    /// <summary>Said by another bot: two bots that answer each other do not end.</summary>
    public const string FromBot = "from_bot";
}
