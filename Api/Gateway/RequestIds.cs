using ObsidianVault.Api.Gateway.Hygiene;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Api.Gateway;

/// <summary>Gives every request an id of its own; it is in the answer's headers, in every error, in the log and in the ledger.</summary>
internal static class RequestIds
{
    public const string Header = "X-Request-Id";
    private const string Prefix = "req_";

    public static IApplicationBuilder UseRequestIds(this IApplicationBuilder app) => app.Use(static (http, next) =>
    {
        // Not the caller's: the ledger books a request id once, so an id that a caller chooses would buy any number of calls.
        http.TraceIdentifier = Prefix + GrainKeys.NewId();
        // At the start of the response, because an error clears what was set before.
        http.Response.OnStarting(static state =>
        {
            var context = (HttpContext)state;
            context.Response.Headers[Header] = context.TraceIdentifier;
            SecurityHeaders.Complete(context);
            return Task.CompletedTask;
        }, http);
        return next(http);
    });

    /// <summary>The request's id without its prefix.</summary>
    public static string BareRequestId(this HttpContext http) => http.TraceIdentifier[Prefix.Length..];
}
