using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.Gateway.Errors;

/// <summary>Errors in the shape that OpenAI's SDKs read.</summary>
internal static class OpenAiShape
{
    private static readonly PathString s_root = "/v1";

    public static bool IsOpenAi(this HttpContext http) => http.Request.Path.StartsWithSegments(s_root);

    public static OpenAiError Of(ProblemDetails problem, string? param, int? retryAfter)
    {
        var status = problem.Status!.Value;
        var wait = retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : (TimeSpan?)null;
        // OpenAI's name for a value that is wrong.
        var code = problem.Extensions[Problems.Code] as string is { } known and not "invalid_request" ? known : "invalid_value";
        return status switch
        {
            StatusCodes.Status401Unauthorized => OpenAiError.Unauthorized,
            StatusCodes.Status404NotFound => new OpenAiError(status, "invalid_request_error", "unknown_url", problem.Detail!),
            StatusCodes.Status413PayloadTooLarge => new OpenAiError(status, "invalid_request_error", "request_too_large", problem.Detail!),
            StatusCodes.Status429TooManyRequests =>
                new OpenAiError(status, "rate_limit_error", "rate_limit_exceeded", problem.Detail!, param, wait, MayRetry: true),
            StatusCodes.Status503ServiceUnavailable => OpenAiError.Busy,
            >= StatusCodes.Status500InternalServerError => OpenAiError.Internal with { Status = status },
            _ => new OpenAiError(status, "invalid_request_error", code, problem.Detail!, param, wait,
                MayRetry: status == StatusCodes.Status408RequestTimeout),
        };
    }

    /// <summary>The fault in OpenAI's words, for a stream that has begun; null where it is not one that a request can have.</summary>
    public static OpenAiError? ErrorOf(Exception exception, BudgetDecision? decision) =>
        ClusterFaults.Explains(exception) ? OpenAiError.Busy : OpenAiError.Of(exception, decision);

    public static async Task WriteErrorAsync(this HttpContext http, OpenAiError error)
    {
        var response = http.Response;
        if (response.HasStarted) return;
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        if (error.RetryAfter is { } wait) response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Max(wait.TotalSeconds, 1))).ToString(
            CultureInfo.InvariantCulture);
        // OpenAI's SDKs retry by the status alone unless they are told.
        response.Headers["x-should-retry"] = error.MayRetry ? "true" : "false";
        error.Write(response.BodyWriter);
        response.ContentLength = response.BodyWriter.UnflushedBytes;
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }
}
