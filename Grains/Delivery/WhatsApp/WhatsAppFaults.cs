using System.Net;
using System.Text.Json;

namespace ObsidianVault.Delivery.WhatsApp;

/// <summary>
/// What an error of the Graph API means for the message. Branches on the error's code, as Meta advises, and on
/// the HTTP status only where there is no code (developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes).
/// </summary>
internal static class WhatsAppFaults
{
    /// <summary>How long to wait when the access token is at fault: the operator must act first.</summary>
    public static readonly TimeSpan AfterOperatorFault = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan AfterPairRate = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan AfterThroughput = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterCallLimit = TimeSpan.FromSeconds(60);

    public static SendResult Classify(HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        var error = Parse(body);
        var detail = error is null ? $"HTTP {(int)status}" : $"{error.Code}: {error.Data?.Details ?? error.Message}";
        return error?.Code switch
        {
            131056 => Retry(AfterPairRate),
            130429 => Retry(AfterThroughput),
            4 or 80007 => Retry(AfterCallLimit),
            0 or 190 => Retry(AfterOperatorFault),
            1 or 2 or 131000 or 131016 or 131057 => Retry(null),
            131026 or 131050 => new(SendOutcome.RecipientGone, Detail: detail),
            _ when (int)status >= 500 || status == HttpStatusCode.RequestTimeout => Retry(null),
            _ when status == HttpStatusCode.TooManyRequests => Retry(AfterThroughput),
            null when status == HttpStatusCode.Unauthorized => Retry(AfterOperatorFault),
            _ => new(SendOutcome.Rejected, Detail: detail),
        };

        SendResult Retry(TimeSpan? usual) => new(SendOutcome.Retry, RetryAfter: retryAfter ?? usual, Detail: detail);
    }

    private static WhatsAppError? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<WhatsAppFailure>(body)?.Error;
        }
        catch (JsonException)
        {
            return null; // a proxy's page; the status must do
        }
    }
}
