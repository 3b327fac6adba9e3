using Telegram.Bot.Exceptions;

namespace ObsidianVault.Delivery.Telegram;

/// <summary>What an error of the Bot API means for the message.</summary>
internal static class TelegramFaults
{
    /// <summary>How long to wait when our own settings are at fault: the operator must act first.</summary>
    public static readonly TimeSpan AfterOperatorFault = TimeSpan.FromSeconds(60);

    public static SendResult Classify(Exception error, string token)
    {
        // The token stands in every request's address; a library that quotes the address must not leak it.
        var detail = error.Message.Replace(token, "<token>", StringComparison.Ordinal);
        if (error is not ApiRequestException api) return new SendResult(SendOutcome.Retry, Detail: detail);

        return api.ErrorCode switch
        {
            400 when detail.Contains("message is not modified", StringComparison.OrdinalIgnoreCase) => new(SendOutcome.Sent, Detail: detail),
            401 or 404 => new(SendOutcome.Retry, RetryAfter: AfterOperatorFault, Detail: detail),
            403 => new(SendOutcome.RecipientGone, Detail: detail),
            429 => new(SendOutcome.Retry, RetryAfter: TimeSpan.FromSeconds(Math.Max(1, api.Parameters?.RetryAfter ?? 1)), Detail: detail),
            >= 400 and < 500 => new(SendOutcome.Rejected, Detail: detail),
            _ => new(SendOutcome.Retry, Detail: detail),
        };
    }
}
