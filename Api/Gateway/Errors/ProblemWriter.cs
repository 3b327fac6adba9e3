using System.Globalization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.OpenAi;

namespace ObsidianVault.Api.Gateway.Errors;

/// <summary>
/// Writes every error of the Api: results of endpoints, statuses of the framework and exceptions. They are problem details;
/// under <c>/v1</c> they have OpenAI's shape, because OpenAI's SDKs read no other.
/// </summary>
internal sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    private const string ContentType = "application/problem+json";

    /// <summary>
    /// Also where the client accepts something else only, such as a stream of events: an error that is not JSON would
    /// be none.
    /// </summary>
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var (http, problem) = (context.HttpContext, context.ProblemDetails);
        Problems.Complete(problem, http.Response.StatusCode);
        problem.Extensions.Remove(Problems.RetryAfter, out var wait);
        problem.Extensions.Remove(Problems.Param, out var param);
        if (http.IsOpenAi())
        {
            await http.WriteErrorAsync(OpenAiShape.Of(problem, param as string, wait as int?));
            return;
        }

        if (wait is int seconds) http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        problem.Extensions[Problems.RequestId] = http.TraceIdentifier;
        http.Response.StatusCode = problem.Status!.Value;
        await http.Response.WriteAsJsonAsync(problem, json.Value.SerializerOptions, ContentType, CancellationToken.None);
    }
}
