using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Policy;

namespace ObsidianVault.Api.Gateway.Audit;

/// <summary>
/// Writes down each request whose line in <see cref="RouteTable"/> says so, also one that was refused or failed, of everybody who is
/// known. It stands around the limits and the authorization. The ids in the address are written down, and nothing of a body.
/// </summary>
internal sealed class AuditedRequests(RequestDelegate next, AuditTrail audit)
{
    /// <summary>What of a query names somebody.</summary>
    private static readonly string[] s_names = ["channel", "account", "external_id"];

    public Task InvokeAsync(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint endpoint && Access.PrincipalOf(http.User) is { } actor
        && RouteTable.Of(endpoint, http.Request.Method) is { IsAudited: true } rule
            ? WithAuditAsync(http, rule, actor) : next(http);

    private async Task WithAuditAsync(HttpContext http, RouteRule rule, string actor)
    {
        // A failure's own path ends the endpoint, and with it what the route says.
        var target = TargetOf(http);
        var status = StatusCodes.Status500InternalServerError;
        try
        {
            await next(http);
            status = http.Response.StatusCode;
        }
        catch (RefusedException refused)
        {
            status = refused.Problem.Status ?? status;
            throw;
        }
        finally
        {
            await audit.WriteAsync(http, actor, http.User.RolesOf(), $"{rule.Verb} {rule.Route}", target, status);
        }
    }

    private static string TargetOf(HttpContext http) => string.Join(' ', http.Request.RouteValues
        .Select(value => $"{value.Key}={value.Value}")
        .Concat(http.Request.Query.Where(value => s_names.Contains(value.Key)).Select(value => $"{value.Key}={value.Value}")));
}
