using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace ObsidianVault.Api.Gateway.Errors;

/// <summary>The errors of the Api: RFC 9457 problem details with a stable <c>code</c>. <see cref="ProblemWriter"/> writes them.</summary>
internal static class Problems
{
    public const string Code = "code";
    public const string RequestId = "request_id";
    public const string Errors = "errors";

    /// <summary>Which part of the request is at fault, for OpenAI's shape. Not written in problem details.</summary>
    public const string Param = "param";

    /// <summary>Seconds; becomes the header <c>Retry-After</c>.</summary>
    public const string RetryAfter = "retry_after";

    public static ProblemHttpResult Unauthorized(string detail) => Of(StatusCodes.Status401Unauthorized, "unauthorized", detail);

    public static ProblemHttpResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, "forbidden", detail);

    public static ProblemHttpResult NotReachable() => Of(
        StatusCodes.Status422UnprocessableEntity, "not_reachable", "The person has no address here, or does not want to hear from us.");

    /// <summary>The same for a thing that does not exist and for a thing that belongs to somebody else.</summary>
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "not_found", $"There is no such {what}.");

    public static ProblemHttpResult Gone(string detail) => Of(StatusCodes.Status410Gone, "gone", detail);

    public static ProblemHttpResult IdempotencyConflict() => Of(
        StatusCodes.Status422UnprocessableEntity, "idempotency_conflict", "This Idempotency-Key was used before for another request.",
            param: "Idempotency-Key");

    public static ProblemHttpResult Busy(string detail, int retryAfter = ClusterFaults.RetryAfterSeconds) =>
        Of(StatusCodes.Status503ServiceUnavailable, "busy", detail, retryAfter);

    /// <summary>A disk is full: it will be for longer than a moment, and repeating a request at once helps nobody.</summary>
    public static ProblemHttpResult Full() => Of(
        StatusCodes.Status507InsufficientStorage, "storage_full",
        "Nothing can be stored: a disk of the service is full. What was stored before is there. Try again later.", retryAfter: 60);

    public static ProblemHttpResult TooMany(string detail, int retryAfter) =>
        Of(StatusCodes.Status429TooManyRequests, "rate_limited", detail, retryAfter);

    public static ProblemHttpResult TooLarge(long limit) => Of(
        StatusCodes.Status413PayloadTooLarge, "payload_too_large",
            string.Create(CultureInfo.InvariantCulture, $"The body has more than {limit:N0} bytes."));

    public static ProblemHttpResult TooSlow(TimeSpan limit) => Of(
        StatusCodes.Status408RequestTimeout, "request_timeout",
            string.Create(CultureInfo.InvariantCulture, $"The body did not arrive within {limit.TotalSeconds:0} seconds."));

    public static ProblemHttpResult UnsupportedMediaType(string detail) =>
        Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", detail);

    /// <summary>The body cannot be read. <paramref name="detail"/> says where and why.</summary>
    public static ProblemHttpResult MalformedJson(string detail) => Of(StatusCodes.Status400BadRequest, "malformed_json", detail);

    public static ProblemHttpResult Malformed(string detail) => Of(StatusCodes.Status400BadRequest, "malformed_request", detail);

    /// <summary>The request can be read and some of it is wrong; every fault is told at once.</summary>
    public static ProblemHttpResult Invalid(params (string Field, string Fault)[] faults)
    {
        var first = faults[0];
        var more = faults.Length == 1 ? ""
            : string.Create(CultureInfo.InvariantCulture, $" There are {faults.Length} faults; errors lists them.");
        var problem = Of(StatusCodes.Status400BadRequest, "invalid_request", $"{first.Field}: {first.Fault}{more}", param: first.Field);
        problem.ProblemDetails.Extensions[Errors] = faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g =>
            g.Select(f => f.Fault).ToArray());
        return problem;
    }

    public static ProblemHttpResult Of(int status, string code, string detail, int? retryAfter = null, string? param = null)
    {
        var problem = new ProblemDetails { Status = status, Detail = detail, Extensions = { [Code] = code } };
        if (retryAfter is { } seconds) problem.Extensions[RetryAfter] = seconds;
        if (param is not null) problem.Extensions[Param] = param;
        return TypedResults.Problem(problem);
    }

    /// <summary>Adds what an error of the framework lacks: a title, a code and a sentence.</summary>
    public static void Complete(ProblemDetails problem, int status)
    {
        problem.Status ??= status;
        // "about:blank": the code says which problem it is.
        problem.Type = null;
        problem.Title = ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        var (code, detail) = problem.Status.Value switch
        {
            StatusCodes.Status400BadRequest => ("malformed_request", "The request could not be read."),
            StatusCodes.Status404NotFound => ("not_found", "There is nothing at this address. GET /openapi/v1.json lists every address."),
            StatusCodes.Status405MethodNotAllowed =>
                ("method_not_allowed", "This address does not take this method; the header Allow lists those that it takes."),
            StatusCodes.Status408RequestTimeout => ("request_timeout", "The request took too long to arrive."),
            StatusCodes.Status413PayloadTooLarge => ("payload_too_large", "The request is too large."),
            StatusCodes.Status415UnsupportedMediaType =>
                ("unsupported_media_type", "The body must be JSON, with the header Content-Type: application/json."),
            StatusCodes.Status503ServiceUnavailable => ("busy", "The service is starting or overloaded. Try again in a few seconds."),
            >= StatusCodes.Status500InternalServerError => ("internal", "The service failed. It is our fault; tell us the request_id."),
            _ => ("refused", "The request was refused."),
        };
        problem.Extensions.TryAdd(Code, code);
        problem.Detail ??= detail;
    }
}
