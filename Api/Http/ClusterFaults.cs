using Microsoft.AspNetCore.Diagnostics;
using ObsidianVault.Grains.Interfaces.Outages;

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

    /// <inheritdoc cref="Outage.Explains"/>
    public static bool Explains(Exception exception) => Outage.Explains(exception);
}
