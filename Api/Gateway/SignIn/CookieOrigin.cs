using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.Gateway.SignIn;

/// <summary>
/// Refuses writes by cookie that another site's page made the browser send. A browser says where a request comes from, and no page can
/// change what it says; a request by cookie that says nothing is refused as well. Credentials in a header are never sent by themselves.
/// </summary>
internal sealed class CookieOrigin(RequestDelegate next)
{
    private const string FetchSite = "Sec-Fetch-Site";

    public Task InvokeAsync(HttpContext http)
    {
        if (http.User.Identity?.AuthenticationType != AccountCookie.Scheme || IsRead(http.Request.Method) || IsOwn(http.Request))
            return next(http);
        throw new RefusedException(Problems.Of(
            StatusCodes.Status403Forbidden, "cross_site", "A write by cookie must come from this service's own page."));
    }

    private static bool IsRead(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static bool IsOwn(HttpRequest request) => request.Headers.TryGetValue(FetchSite, out var site)
        ? site == "same-origin"
        : string.Equals(request.Headers.Origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
}
