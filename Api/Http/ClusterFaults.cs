using Microsoft.AspNetCore.Diagnostics;
using Orleans.Runtime;

namespace ObsidianVault.Api.Http;

/// <summary>Answers 503 with Retry-After where the cluster, and not the request, is at fault.</summary>
internal sealed class ClusterFaults(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!Explains(exception)) return false;
        httpContext.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        httpContext.Response.Headers.RetryAfter = "2";
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = Problems.Busy("The service is starting or overloaded. Try again in a few seconds.").ProblemDetails,
        });
    }

    /// <summary>Whether the cluster did not answer, or has no silo for the grain yet (Orleans says that with an ArgumentException).</summary>
    public static bool Explains(Exception exception) =>
        exception is TimeoutException or OrleansException
        || (exception is ArgumentException or InvalidOperationException && exception.Source == "Orleans.Core");
}
