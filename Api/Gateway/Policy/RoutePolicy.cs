using System.Security.Claims;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.Policy;

/// <summary>
/// Holds every request to its line of <see cref="RouteTable"/>, whatever credential it brought: the roles that may, and the scope that a
/// key needs. An address without a line does not exist. It stands behind authorization, which has asked for a credential.
/// </summary>
internal sealed partial class RoutePolicy(RequestDelegate next, OpenRequests open, ILogger<RoutePolicy> logger)
{
    public Task InvokeAsync(HttpContext http)
    {
        // What matches nothing, or not with this method, is answered as such.
        if (http.GetEndpoint() is not RouteEndpoint endpoint) return next(http);
        // White space names nothing, and no grain has such a key.
        foreach (var value in http.Request.RouteValues.Values)
        {
            if (value is string { Length: > 0 } name && string.IsNullOrWhiteSpace(name))
                throw new RefusedException(Problems.NotFound("address"));
        }

        if (RouteTable.Of(endpoint, http.Request.Method) is not { } rule)
        {
            LogNoRule(http.Request.Method, RouteTable.PathOf(endpoint));
            throw new RefusedException(Problems.NotFound("address"));
        }

        var key = http.Features.Get<KeyFeature>();
        if (rule.Who != Roles.None && (rule.Who & http.User.RolesOf()) == 0) throw new RefusedException(ProblemOf(rule, key));
        // Not what ends a sign-in itself: its answer would be cut off. What has a scope does not.
        if (key is null) return rule.Scope is not null && SignedInBy(http.User) is { } signedIn ? WatchedAsync(http, signedIn) : next(http);
        if (key.Scopes.IsEmpty ? rule.Scope == KeyFeature.OperatorScope : rule.Who != Roles.None && !key.Scopes.Contains(rule.Scope ?? ""))
        {
            throw new RefusedException(Problems.Forbidden(
                $"The key is for {Names(key)}, and not for this address. Make one with another scope."));
        }

        return WatchedAsync(http, key.Key);
    }

    private async Task WatchedAsync(HttpContext http, object credential)
    {
        using var watching = open.Watch(http, credential);
        await next(http);
    }

    /// <summary>Null for nobody, a guest, and the operator's key, which ends with a restart.</summary>
    private static SignedIn? SignedInBy(ClaimsPrincipal user)
    {
        if (user.FindFirst(Access.SessionIdClaim)?.Value is not { } account
            || (user.RolesOf() & (Roles.User | Roles.Service)) == 0) return null;
        return new SignedIn(account, long.TryParse(user.FindFirst(AccountCookie.SinceClaim)?.Value, out var since) ? since : long.MaxValue);
    }

    private static string Names(KeyFeature key) =>
        key.Scopes.IsEmpty ? "all that its session may" : string.Join(", ", key.Scopes);

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult ProblemOf(RouteRule rule, KeyFeature? key) =>
        Problems.Forbidden(key is not null && (rule.Who & (Roles.Guest | Roles.User)) != 0
            ? "This is for people, and not for their keys: send the session's token, or sign in."
            : $"The credential is valid, and not for this address, which is for: {string.Join(", ", RoleClaims.NamesOf(rule.Who))}.");

    [LoggerMessage(LogLevel.Error, "{Verb} {Route} has no line in the table of who may do what, so it is refused")]
    private partial void LogNoRule(string verb, string route);
}
