using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Clients;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Limits;

namespace ObsidianVault.Api.Gateway.Hygiene;

/// <summary>
/// Keeps metrics and the operators' addresses off the public port. With <c>Gateway:InternalPort</c> they are on that port alone.
/// Without it, metrics are for the operator's key and, while the service is not published, for this machine; the operators' addresses
/// ask for the key in any case.
/// </summary>
internal sealed class InternalRoutes(RequestDelegate next, IOptions<GatewayOptions> options, ThisMachine thisMachine)
{
    private static readonly PathString s_metrics = "/metrics";
    private static readonly PathString s_operators = "/api/v1/operator";
    private static readonly PathString s_admins = "/api/v1/admin";

    public Task InvokeAsync(HttpContext http)
    {
        var path = http.Request.Path;
        var isMetrics = path.StartsWithSegments(s_metrics);
        var isOperators = path.StartsWithSegments(s_operators) || path.StartsWithSegments(s_admins);
        if ((!isMetrics && !isOperators) || IsAllowed(http, isMetrics)) return next(http);
        // As if it were not there.
        http.SetEndpoint(null);
        var problem = Problems.Of(StatusCodes.Status404NotFound, "not_found", "There is nothing at this address.");
        http.Response.StatusCode = problem.StatusCode;
        return problem.ExecuteAsync(http);
    }

    /// <summary>Adds the internal port to those that the web server listens on.</summary>
    public static void Listen(WebApplicationBuilder builder)
    {
        var port = builder.Configuration.GetValue<int>($"{GatewayOptions.Section}:{nameof(GatewayOptions.InternalPort)}");
        if (port <= 0) return;
        if (builder.Configuration["urls"] is { Length: > 0 } urls) builder.WebHost.UseSetting("urls", $"{urls};http://*:{port}");
        else builder.WebHost.UseSetting("http_ports", $"{builder.Configuration["http_ports"]};{port}".TrimStart(';'));
    }

    private bool IsAllowed(HttpContext http, bool isMetrics)
    {
        if (options.Value.InternalPort > 0) return http.Connection.LocalPort == options.Value.InternalPort;
        return !isMetrics || (!thisMachine.IsLimited && ClientAddress.Of(http).IsThisMachine)
            || http.User.HasClaim(claim => claim.Type == Access.OperatorClaim);
    }
}
