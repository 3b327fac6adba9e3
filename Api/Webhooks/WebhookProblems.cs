using Microsoft.AspNetCore.Http.HttpResults;

namespace ObsidianVault.Api.Webhooks;

/// <summary>The error answers that all webhooks share. None says more than the sender needs.</summary>
internal static class WebhookProblems
{
    public static ProblemHttpResult TooLarge(int limit) =>
        Problem(StatusCodes.Status413PayloadTooLarge, "payload_too_large", $"The body has more than {limit} bytes.");

    public static ProblemHttpResult NotJson() =>
        Problem(StatusCodes.Status400BadRequest, "malformed_json", "The body is not JSON.");

    /// <summary>The message was not stored: the channel shall send it again. Telegram obeys Retry-After, to the second.</summary>
    public static ProblemHttpResult NotStored(HttpResponse response)
    {
        response.Headers.RetryAfter = "5";
        return Problem(StatusCodes.Status503ServiceUnavailable, "not_stored", "The message could not be stored. Send it again.");
    }

    private static ProblemHttpResult Problem(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
