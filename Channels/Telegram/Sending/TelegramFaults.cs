using ObsidianVault.Grains.Interfaces.Delivery;
using Telegram.Bot.Exceptions;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>What a Bot API error means for the call.</summary>
/// <param name="NewChatId">The chat id of the supergroup that the group has become, or null.</param>
internal sealed record TelegramFault(SendOutcome Outcome, string Detail, TimeSpan? RetryAfter = null, long? NewChatId = null)
{
    public bool Blameless { get; init; }

    public LineFault Line { get; init; }

    /// <summary>The topic was deleted or closed, or the chat has none any more.</summary>
    public bool NoTopic { get; init; }
}

/// <summary>Interprets Bot API errors (core.telegram.org/bots/api#making-requests, #responseparameters).</summary>
internal static class TelegramFaults
{
    /// <summary>How long to wait when our own settings are wrong: the operator must act first.</summary>
    public static readonly TimeSpan AfterOperatorFault = TimeSpan.FromSeconds(60);

    private static readonly string[] s_noTopic =
        ["thread not found", "TOPIC_DELETED", "TOPIC_CLOSED", "TOPIC_ID_INVALID", "topic not found"];

    public static TelegramFault Classify(Exception error, string token)
    {
        // The token is part of every request's URL; an error message that quotes the URL must not leak it.
        var detail = error.Message.Replace(token, "<token>", StringComparison.Ordinal);
        // Telegram or the route to it is down, which is not the message's fault.
        if (error is not ApiRequestException api) return new(SendOutcome.Retry, detail) { Blameless = true };

        return api.ErrorCode switch
        {
            400 when detail.Contains("message is not modified", StringComparison.OrdinalIgnoreCase) => new(SendOutcome.Sent, detail),
            // The account's owner disconnected the bot, or does not let it answer.
            400 when detail.Contains("BUSINESS_CONNECTION", StringComparison.OrdinalIgnoreCase)
                || detail.Contains("business connection", StringComparison.OrdinalIgnoreCase) => new(SendOutcome.RecipientGone, detail),
            400 => new(SendOutcome.Rejected, detail, NewChatId: api.Parameters?.MigrateToChatId) { NoTopic = MeansNoTopic(detail) },
            401 or 404 => new(SendOutcome.Retry, detail, AfterOperatorFault) { Blameless = true, Line = LineFault.Stopped },
            403 => new(SendOutcome.RecipientGone, detail),
            429 => new(SendOutcome.Retry, detail, TimeSpan.FromSeconds(Math.Max(1, api.Parameters?.RetryAfter ?? 1))) { Blameless = true },
            > 400 and < 500 => new(SendOutcome.Rejected, detail),
            _ => new(SendOutcome.Retry, detail) { Blameless = true },
        };
    }

    private static bool MeansNoTopic(string detail) =>
        s_noTopic.Any(words => detail.Contains(words, StringComparison.OrdinalIgnoreCase));
}
