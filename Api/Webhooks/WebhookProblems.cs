using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Webhooks;

internal static class WebhookProblems
{
    private const int RetryAfterSeconds = 5;

    /// <summary>Says no more than the sender needs.</summary>
    public static ProblemHttpResult NotAuthentic() => Problems.Unauthorized("The request is not authentic.");

    /// <summary>The message was not stored: the channel shall send it again. Telegram obeys Retry-After, to the second.</summary>
    public static ProblemHttpResult NotStored() => Problems.Of(
        StatusCodes.Status503ServiceUnavailable, "not_stored", "The message could not be stored. Send it again.", RetryAfterSeconds);
}
