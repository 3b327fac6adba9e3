using Microsoft.AspNetCore.Http.HttpResults;

namespace ObsidianVault.Api.Http;

/// <summary>Errors as RFC 9457 problem details with a stable <c>code</c>; the request id is added to each.</summary>
internal static class Problems
{
    public static ProblemHttpResult Unauthorized(string detail = "Send the token of POST /api/v1/sessions as Authorization: Bearer TOKEN.") =>
        Problem(StatusCodes.Status401Unauthorized, "unauthorized", detail);

    public static ProblemHttpResult NotReachable() => Problem(
        StatusCodes.Status422UnprocessableEntity, "not_reachable", "The person has no address here, or does not want to hear from us.");

    /// <summary>The same for what is not there and what is somebody else's.</summary>
    public static ProblemHttpResult NotFound(string what) => Problem(StatusCodes.Status404NotFound, "not_found", $"There is no such {what}.");

    public static ProblemHttpResult Gone(string detail) => Problem(StatusCodes.Status410Gone, "gone", detail);

    public static ProblemHttpResult Conflict() => Problem(
        StatusCodes.Status422UnprocessableEntity, "idempotency_conflict", "This Idempotency-Key was used before for another request.");

    public static ProblemHttpResult Busy(string detail) => Problem(StatusCodes.Status503ServiceUnavailable, "busy", detail);

    public static ProblemHttpResult Invalid(params (string Field, string Fault)[] faults) => TypedResults.Problem(
        title: "The request is not valid.",
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>
        {
            ["code"] = "invalid_request",
            ["errors"] = faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => g.Select(f => f.Fault).ToArray()),
        });

    /// <summary>Adds the request id, and a code to the errors that the framework makes.</summary>
    public static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        problem.Extensions["request_id"] = context.HttpContext.TraceIdentifier;
        problem.Extensions.TryAdd("code", (problem.Status ?? context.HttpContext.Response.StatusCode) switch
        {
            StatusCodes.Status400BadRequest => "malformed_request",
            StatusCodes.Status404NotFound => "not_found",
            StatusCodes.Status405MethodNotAllowed => "method_not_allowed",
            StatusCodes.Status413PayloadTooLarge => "payload_too_large",
            StatusCodes.Status415UnsupportedMediaType => "unsupported_media_type",
            >= StatusCodes.Status500InternalServerError => "internal",
            _ => "refused",
        });
    }

    private static ProblemHttpResult Problem(int status, string code, string detail) => TypedResults.Problem(
        detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
