using System.Net;
using System.Text.Json;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>
/// Classifies Graph API errors. Uses the error's code, as Meta advises, and
/// the HTTP status only if the code is unknown (developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes).
/// </summary>
internal static class WhatsAppFaults
{
    /// <summary>How long to wait after a token, permission, payment or policy error: the operator must act first.</summary>
    public static readonly TimeSpan AfterOperatorFault = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait after a number's spam limit, which Meta lifts after hours rather than seconds.</summary>
    public static readonly TimeSpan AfterSpamLimit = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan AfterPairRate = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterThroughput = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterCallLimit = TimeSpan.FromSeconds(60);

    /// <summary>The fault of a rejected request.</summary>
    public static WhatsAppFault Classify(HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        var error = Parse(body);
        var detail = error is null ? $"HTTP {(int)status}" : $"{error.Code}: {error.Data?.Details ?? error.Message}";
        var (remedy, usual) = (error is null ? null : RemedyOf(error.Code)) ?? RemedyOf(status, error is not null);
        var waits = remedy is
            WhatsAppRemedy.Retry
            or WhatsAppRemedy.Unavailable
            or WhatsAppRemedy.ThrottleNumber
            or WhatsAppRemedy.StopCampaigns
            or WhatsAppRemedy.PauseConversation or WhatsAppRemedy.StopTenant;
        return new WhatsAppFault(remedy, error?.Code, waits ? retryAfter ?? usual : null, detail);
    }

    /// <summary>The fault of a message that Meta accepted and a status webhook reports as failed; the codes are the same.</summary>
    public static WhatsAppFault Classify(int code, string? detail)
    {
        var (remedy, usual) = RemedyOf(code) ?? (WhatsAppRemedy.DeadLetter, null);
        return new WhatsAppFault(remedy, code, usual, $"{code}: {detail}");
    }

    private static (WhatsAppRemedy Remedy, TimeSpan? After)? RemedyOf(int code) => code switch
    {
        0 or 190 => (WhatsAppRemedy.StopTenant, AfterOperatorFault), // the token
        3 or 10 or >= 200 and <= 299 => (WhatsAppRemedy.StopTenant, AfterOperatorFault), // permissions
        368 or 131031 or 131042 => (WhatsAppRemedy.StopTenant, AfterOperatorFault), // policy, locked, payment
        >= 133000 and <= 133999 => (WhatsAppRemedy.StopTenant, AfterOperatorFault), // the number's registration
        4 or 80007 => (WhatsAppRemedy.ThrottleNumber, AfterCallLimit),
        130429 => (WhatsAppRemedy.ThrottleNumber, AfterThroughput),
        131048 => (WhatsAppRemedy.StopCampaigns, AfterSpamLimit),
        131056 => (WhatsAppRemedy.PauseConversation, AfterPairRate),
        1 or 131000 => (WhatsAppRemedy.Retry, null),
        2 or 131016 or 131057 => (WhatsAppRemedy.Unavailable, null), // down, busy, maintenance
        131047 => (WhatsAppRemedy.NeedsTemplate, null),
        131026 => (WhatsAppRemedy.RecipientGone, null),
        131050 => (WhatsAppRemedy.OptedOut, null),
        131051 or 131052 or 131053 => (WhatsAppRemedy.NeedsFallback, null),
        >= 132000 and <= 132999 => (WhatsAppRemedy.DisableTemplate, null),
        131030 or 131062 or 131063 or 131064 => (WhatsAppRemedy.Misconfigured, null),
        100 or 131008 or 131009 => (WhatsAppRemedy.DeadLetter, null), // a bad request
        130472 or 131049 => (WhatsAppRemedy.HeldBack, null),
        _ => null,
    };

    private static (WhatsAppRemedy Remedy, TimeSpan? After) RemedyOf(HttpStatusCode status, bool hasCode) => status switch
    {
        >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout => (WhatsAppRemedy.Unavailable, null),
        HttpStatusCode.TooManyRequests => (WhatsAppRemedy.ThrottleNumber, AfterThroughput),
        HttpStatusCode.Unauthorized when !hasCode => (WhatsAppRemedy.StopTenant, AfterOperatorFault),
        _ => (WhatsAppRemedy.DeadLetter, null),
    };

    private static WhatsAppError? Parse(string body)
    {
        try
        {
            return JsonSerializer.Deserialize<WhatsAppFailure>(body)?.Error;
        }
        catch (JsonException)
        {
            return null; // an error page from a proxy; only the status is usable
        }
    }
}
